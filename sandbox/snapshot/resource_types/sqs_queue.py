"""SQS queues.

Reference: SQS API reference, GetQueueAttributes (the attribute Policy).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.snapshot.aws_calls import plain
from sandbox.snapshot.resource_type import Exported, ResourceType


def _responses(client: Any, region: str) -> Iterator[tuple[str, Any]]:
    for url in client.list_queues().get("QueueUrls", ()):
        attributes = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        yield f"queue-{region}-{url.rpartition('/')[2]}", plain(attributes)


RESOURCE_TYPE = ResourceType(
    token="aws:sqs/queue:Queue",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:sqs:{region}:{account}:{name}",
    policy_token="aws:sqs/queuePolicy:QueuePolicy",  # noqa: S106 - the same
    policy_target="queueUrl",
    exported=Exported(
        service="sqs",
        file=r"queue-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws sqs get-queue-attributes --queue-url URL_OF_{name} --attribute-names All --region {region}",
        policy=("Attributes", "Policy"),
        arn="arn:{partition}:sqs:{region}:{account}:{name}",
        responses=_responses,
    ),
)
