"""SNS."""

from tests.sandbox.provider.contract import Case, SampleEnv, sample


@sample("aws:sns/topic:Topic")
def topic(env: SampleEnv) -> Case:
    return Case(
        {"tags": {"a": "b"}},
        change={"displayName": "Alarms"},
        replace={"fifoTopic": True, "name": "alarms.fifo"},
        along={"contentBasedDeduplication": True},
    )


@sample("aws:sns/topicSubscription:TopicSubscription")
def topic_subscription(env: SampleEnv) -> Case:
    made, other = env.make("aws:sns/topic:Topic"), env.make("aws:sns/topic:Topic")
    return Case(
        {"topic": made["arn"], "protocol": "email", "endpoint": "security@contract.example"},
        change={"filterPolicy": '{"severity": ["high"]}'},
        replace={"topic": other["arn"]},
    )
