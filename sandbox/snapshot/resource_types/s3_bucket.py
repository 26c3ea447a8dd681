"""S3 buckets.

Reference: S3 user guide, access-control-block-public-access.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sandbox.snapshot.aws_calls import plain
from sandbox.snapshot.resource_type import Exported, Planned, Read, ResourceType

BUCKET_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
ACCOUNT_BLOCK_FILE = "public-access-block"
"""File of the settings of the whole account."""
_BUCKET_BLOCK_FILE = "public-access-block-of"
_NO_POLICY = "NoSuchBucketPolicy"
_NO_BLOCK = "NoSuchPublicAccessBlockConfiguration"


def _settings(bucket: Planned, resources: Iterable[Planned]) -> Mapping[str, object]:
    """Return whether Block Public Access of the bucket or its account ignores public bucket policies."""
    restricted = any(
        made.type == ACCOUNT_BLOCK or made.text("bucket") == bucket.id
        for made in resources
        if made.type in (BUCKET_BLOCK, ACCOUNT_BLOCK)
        and made.account == bucket.account
        and made.values.get("restrictPublicBuckets")
    )
    return {"restrict_public_buckets": True} if restricted else {}


def _responses(client: Any, _: str) -> Iterator[tuple[str, Any]]:
    for bucket in client.list_buckets()["Buckets"]:
        try:
            yield f"bucket-{bucket['Name']}", plain(client.get_bucket_policy(Bucket=bucket["Name"]))
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != _NO_POLICY:
                raise
            yield f"bucket-{bucket['Name']}", {}
        try:
            block = client.get_public_access_block(Bucket=bucket["Name"])
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != _NO_BLOCK:
                raise
        else:
            yield f"{_BUCKET_BLOCK_FILE}-{bucket['Name']}", plain(block)


def _exported_settings(parts: Mapping[str, str], read: Read) -> Mapping[str, object]:
    """Return whether Block Public Access of the bucket or its account ignores public bucket policies."""
    found = (read(name) or {} for name in (f"{_BUCKET_BLOCK_FILE}-{parts['name']}", ACCOUNT_BLOCK_FILE))
    blocks = ((one.get("PublicAccessBlockConfiguration") or {}).get("RestrictPublicBuckets") for one in found)
    return {"restrict_public_buckets": True} if any(blocks) else {}


RESOURCE_TYPE = ResourceType(
    token="aws:s3/bucket:Bucket",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:s3:::{bucket}",
    policy_token="aws:s3/bucketPolicy:BucketPolicy",  # noqa: S106 - the same
    policy_target="bucket",
    settings=_settings,
    settings_tokens=frozenset((BUCKET_BLOCK, ACCOUNT_BLOCK)),
    exported=Exported(
        service="s3",
        file=r"bucket-(?P<name>.+)",
        command="aws s3api get-bucket-policy --bucket {name}",
        policy=("Policy",),
        arn="arn:{partition}:s3:::{name}",
        responses=_responses,
        regional=False,
        error_without_policy=_NO_POLICY,
        settings=_exported_settings,
        settings_commands={
            rf"{_BUCKET_BLOCK_FILE}-(?P<name>.+)": "aws s3api get-public-access-block --bucket {name}",
            ACCOUNT_BLOCK_FILE: "aws s3control get-public-access-block --account-id {account}",
        },
    ),
)
