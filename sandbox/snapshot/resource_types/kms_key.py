"""KMS keys.

Reference: KMS developer guide, key-policy-default.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.snapshot.aws_calls import pages, plain
from sandbox.snapshot.resource_type import Document, Exported, ResourceType


def _default_policy(account: str, _: str) -> Document:
    """Return the policy by which the account's own policies decide about the key."""
    root = {"AWS": f"arn:aws:iam::{account}:root"}
    statement = {"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _responses(client: Any, region: str) -> Iterator[tuple[str, Any]]:
    for key in pages(client, "list_keys", "Keys")["Keys"]:
        policy = client.get_key_policy(KeyId=key["KeyId"], PolicyName="default")
        yield f"key-{region}-{key['KeyId']}", plain(policy)


RESOURCE_TYPE = ResourceType(
    token="aws:kms/key:Key",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:kms:{region}:{account}:key/{id}",
    policy_token="aws:kms/keyPolicy:KeyPolicy",  # noqa: S106 - the same
    policy_target="keyId",
    default_policy=_default_policy,
    exported=Exported(
        service="kms",
        file=r"key-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws kms get-key-policy --key-id {name} --policy-name default --region {region}",
        policy=("Policy",),
        arn="arn:aws:kms:{region}:{account}:key/{name}",
        responses=_responses,
    ),
)
