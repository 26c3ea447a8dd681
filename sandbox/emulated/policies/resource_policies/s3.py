"""Buckets: their policies, tags and Block Public Access."""

from __future__ import annotations

from typing import Any

from localstack.services.s3.models import s3_stores

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource

_ANY_REGION = "us-east-1"
"""Buckets are kept across Regions."""


def resource(arn: Arn) -> Resource | None:
    """Return the bucket of a bucket's or an object's ARN."""
    name = arn.resource.partition("/")[0]
    owner = _owner(name)
    if owner is None:
        return None
    found = s3_stores[owner][_ANY_REGION].buckets.get(name)
    if found is None:
        return None
    written = policy("bucket policy", found.policy) if found.policy else None
    return Resource(f"arn:{arn.partition}:s3:::{name}", owner, written, _tags(owner, name), _settings(found))


def _owner(bucket: str) -> str | None:
    for account in list(s3_stores):
        known: dict[str, str] = s3_stores[account][_ANY_REGION].global_bucket_map
        return known.get(bucket)
    return None


def _tags(owner: str, name: str) -> dict[str, str]:
    region = s3_stores[owner][_ANY_REGION].buckets[name].bucket_region
    return dict(s3_stores[owner][region].tags.get_tags(f"arn:aws:s3:::{name}") or {})


def _settings(bucket: Any) -> dict[str, object]:
    block = bucket.public_access_block or {}
    return {"restrict_public_buckets": True} if block.get("RestrictPublicBuckets") else {}
