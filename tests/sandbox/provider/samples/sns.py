"""SNS."""

from tests.sandbox.provider.contract import Case, World, sample


@sample("aws:sns/topic:Topic")
def topic(world: World) -> Case:
    return Case(
        {"tags": {"a": "b"}},
        change={"displayName": "Alarms"},
        replace={"fifoTopic": True, "name": "alarms.fifo"},
        along={"contentBasedDeduplication": True},
    )


@sample("aws:sns/topicSubscription:TopicSubscription")
def topic_subscription(world: World) -> Case:
    made, other = world.make("aws:sns/topic:Topic"), world.make("aws:sns/topic:Topic")
    return Case(
        {"topic": made["arn"], "protocol": "email", "endpoint": "security@contract.example"},
        change={"filterPolicy": '{"severity": ["high"]}'},
        replace={"topic": other["arn"]},
    )
