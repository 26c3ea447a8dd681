"""Buckets of all accounts in LocalStack's store, and who owns them and their objects."""

from __future__ import annotations

from typing import Any

from localstack.services.s3.models import S3DeleteMarker, VersionedKeyStore, s3_stores

from sandbox.emulated.s3.canonical_user import account_of

ANY_REGION = "us-east-1"
"""Buckets are kept across Regions."""
_UNVERSIONED = "null"
"""The version id of an object in a bucket without versions."""
ENFORCED = "BucketOwnerEnforced"
PREFERRED = "BucketOwnerPreferred"


def owner_of(bucket: str) -> str | None:
    """Return the account of a bucket."""
    for account in list(s3_stores):
        known: dict[str, str] = s3_stores[account][ANY_REGION].global_bucket_map
        return known.get(bucket)
    return None


def find_bucket(name: str) -> Any | None:
    """Return a bucket of LocalStack's by its name; None where there is none."""
    owner = owner_of(name)
    return s3_stores[owner][ANY_REGION].buckets.get(name) if owner is not None else None


def find_object(bucket: Any, key: str, version: str | None = None) -> Any | None:
    """Return an object, or one version of it; None where there is none."""
    kept = bucket.objects
    if version is None:
        found = kept.get(key)
    elif isinstance(kept, VersionedKeyStore):
        found = kept.get(key, version)
    else:
        found = kept.get(key) if version == _UNVERSIONED else None
    return None if isinstance(found, S3DeleteMarker) else found


def acls_enabled(bucket: Any) -> bool:
    """Return whether access control lists have effect: unless Object Ownership is BucketOwnerEnforced."""
    return bucket.object_ownership != ENFORCED


def object_owner(bucket: Any, kept: Any) -> str:
    """Return the account that owns an object, or the canonical user id of an owner without an account."""
    owner = kept.owner if acls_enabled(bucket) and kept.owner else bucket.owner
    return account_of(owner["ID"]) or str(owner["ID"])
