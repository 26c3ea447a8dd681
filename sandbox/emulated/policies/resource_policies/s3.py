"""Buckets: their policies, and Block Public Access of the bucket and of its account.

Reference: S3 user guide, access-control-block-public-access: of the settings of bucket and account, the most
restrictive holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localstack.services.s3.models import s3_stores
from moto.s3control.models import s3control_backends

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource

ANY_REGION = "us-east-1"
"""Buckets are kept across Regions."""


def resource(arn: Arn) -> Resource | None:
    """Return the bucket of a bucket's or an object's ARN."""
    name = arn.resource.partition("/")[0]
    owner = owner_of(name)
    if owner is None:
        return None
    found = s3_stores[owner][ANY_REGION].buckets.get(name)
    if found is None:
        return None
    written = policy("bucket policy", found.policy) if found.policy else None
    return Resource(f"arn:{arn.partition}:s3:::{name}", owner, written, settings=_settings(found, owner, arn.partition))


def owner_of(bucket: str) -> str | None:
    """Return the account of a bucket."""
    for account in list(s3_stores):
        known: dict[str, str] = s3_stores[account][ANY_REGION].global_bucket_map
        return known.get(bucket)
    return None


def _settings(bucket: Any, owner: str, partition: str) -> dict[str, object]:
    restricted = _restricts(bucket.public_access_block) or _restricts(_block_of_account(owner, partition))
    return {"restrict_public_buckets": True} if restricted else {}


def _restricts(block: Mapping[str, Any] | None) -> bool:
    """Return the setting, which moto keeps as text."""
    return str((block or {}).get("RestrictPublicBuckets", False)).lower() == "true"


def _block_of_account(account: str, partition: str) -> Mapping[str, Any] | None:
    if account not in s3control_backends:
        return None
    block = s3control_backends[account][partition].public_access_block
    return {"RestrictPublicBuckets": block.restrict_public_buckets} if block is not None else None
