"""SQS."""

import json

from tests.sandbox.provider.contract import Case, SampleEnv, sample


@sample("aws:sqs/queue:Queue")
def queue(env: SampleEnv) -> Case:
    dead = env.make("aws:sqs/queue:Queue")
    return Case(
        {"visibilityTimeoutSeconds": 60, "delaySeconds": 5, "tags": {"a": "b"}},
        change={
            "delaySeconds": 0,
            "messageRetentionSeconds": 3600,
            "redrivePolicy": json.dumps({"deadLetterTargetArn": dead["arn"], "maxReceiveCount": 3}),
        },
        replace={"fifoQueue": True, "name": "orders.fifo"},
        along={"contentBasedDeduplication": True, "redrivePolicy": None},
    )


def may(action: str, arn: str) -> str:
    service = {"Service": "sns.amazonaws.com"}
    statement = {"Effect": "Allow", "Principal": service, "Action": action, "Resource": arn}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@sample("aws:sqs/queuePolicy:QueuePolicy")
def queue_policy(env: SampleEnv) -> Case:
    one, other = env.make("aws:sqs/queue:Queue"), env.make("aws:sqs/queue:Queue")
    return Case(
        {"queueUrl": one["url"], "policy": may("sqs:SendMessage", one["arn"])},
        change={"policy": may("sqs:*", one["arn"])},
        replace={"queueUrl": other["url"]},
    )
