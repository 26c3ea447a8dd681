"""SNS topics.

Reference: SNS API reference, SetTopicAttributes (the attribute Policy).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.snapshot.aws_calls import pages, plain
from sandbox.snapshot.resource_type import Document, Exported, ResourceType

_ACTIONS = (
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
    "Subscribe",
    "ListSubscriptionsByTopic",
    "Publish",
)


def _default_policy(account: str, arn: str) -> Document:
    """Return the policy that grants access to the topic's owner alone."""
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in _ACTIONS],
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": account}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _responses(client: Any, region: str) -> Iterator[tuple[str, Any]]:
    for topic in pages(client, "list_topics", "Topics")["Topics"]:
        name = topic["TopicArn"].rpartition(":")[2]
        yield f"topic-{region}-{name}", plain(client.get_topic_attributes(TopicArn=topic["TopicArn"]))


RESOURCE_TYPE = ResourceType(
    token="aws:sns/topic:Topic",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:sns:{region}:{account}:{name}",
    policy_token="aws:sns/topicPolicy:TopicPolicy",  # noqa: S106 - the same
    policy_target="arn",
    default_policy=_default_policy,
    exported=Exported(
        service="sns",
        file=r"topic-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws sns get-topic-attributes "
        "--topic-arn arn:{partition}:sns:{region}:{account}:{name} --region {region}",
        policy=("Attributes", "Policy"),
        arn="arn:{partition}:sns:{region}:{account}:{name}",
        responses=_responses,
    ),
)
