"""Policies that AWS gives a resource that is made without one.

Reference: KMS developer guide, key-policy-default; SNS API reference, the topic attribute Policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

type Document = Mapping[str, object]

_TOPIC_ACTIONS = (
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
    "Subscribe",
    "ListSubscriptionsByTopic",
    "Publish",
)


def key_policy(account: str, _: str) -> Document:
    """The account's own policies decide about the key."""
    root = {"AWS": f"arn:aws:iam::{account}:root"}
    return _document({"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"})


def topic_policy(account: str, arn: str) -> Document:
    """The topic's owner alone."""
    return _document(
        {
            "Sid": "__default_statement_ID",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": [f"SNS:{action}" for action in _TOPIC_ACTIONS],
            "Resource": arn,
            "Condition": {"StringEquals": {"AWS:SourceOwner": account}},
        }
    )


def _document(statement: Document) -> Document:
    return {"Version": "2012-10-17", "Statement": [statement]}


DEFAULTS: Mapping[str, Callable[[str, str], Document]] = {"kms": key_policy, "sns": topic_policy}
"""Service -> the policy of a new resource of that account and ARN."""
