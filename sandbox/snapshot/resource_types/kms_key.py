"""KMS keys, and their grants in exported files and live.

Reference: KMS developer guide, key-policy-default and grants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.iam.kms_grant import grant_setting
from sandbox.snapshot.aws_calls import pages, plain
from sandbox.snapshot.resource_type import Document, Exported, Read, ResourceType


def _default_policy(account: str, _: str) -> Document:
    """Return the policy by which the account's own policies decide about the key."""
    root = {"AWS": f"arn:aws:iam::{account}:root"}
    statement = {"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _responses(client: Any, region: str) -> Iterator[tuple[str, Any]]:
    for key in pages(client, "list_keys", "Keys")["Keys"]:
        policy = client.get_key_policy(KeyId=key["KeyId"], PolicyName="default")
        yield f"key-{region}-{key['KeyId']}", plain(policy)
        if (grants := pages(client, "list_grants", "Grants", KeyId=key["KeyId"]))["Grants"]:
            yield f"grants-{region}-{key['KeyId']}", grants


def _settings(parts: Mapping[str, str], read: Read) -> Mapping[str, object]:
    found = read(f"grants-{parts['region']}-{parts['name']}") or {}
    grants = [grant_setting(one) for one in found.get("Grants") or ()]
    return {"grants": grants} if grants else {}


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
        arn="arn:{partition}:kms:{region}:{account}:key/{name}",
        responses=_responses,
        settings=_settings,
        settings_commands={
            r"grants-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)": "aws kms list-grants --key-id {name} --region {region}"
        },
    ),
)
