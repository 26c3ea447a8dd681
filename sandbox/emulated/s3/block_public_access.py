"""Block Public Access as it applies to a bucket: that of the bucket, of its account and of its organization together.

Reference: S3 user guide, access-control-block-public-access: of all settings the most restrictive hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moto.s3control.models import s3control_backends

from sandbox.emulated.organizations.documents import s3_policy
from sandbox.emulated.organizations.rules.effective_policy import effective
from sandbox.emulated.organizations.rules.model import OrganizationsState
from sandbox.emulated.organizations.version_cache import VersionCache

BLOCK_PUBLIC_ACLS, IGNORE_PUBLIC_ACLS = "BlockPublicAcls", "IgnorePublicAcls"
BLOCK_PUBLIC_POLICY, RESTRICT_PUBLIC_BUCKETS = "BlockPublicPolicy", "RestrictPublicBuckets"
SETTINGS = (BLOCK_PUBLIC_ACLS, IGNORE_PUBLIC_ACLS, BLOCK_PUBLIC_POLICY, RESTRICT_PUBLIC_BUCKETS)


def in_force(bucket: Any, owner: str, partition: str) -> frozenset[str]:
    """Return the settings that hold for a bucket.

    Args:
        bucket: LocalStack's bucket; None for one that is to be created.
        owner: The bucket's account.
        partition: The account's partition.

    """
    of_bucket = _set(bucket.public_access_block or {}) if bucket is not None else ()
    return frozenset((*of_bucket, *_of_account(owner, partition), *_of_organization.get(owner)))


def _set(block: Mapping[str, Any]) -> Iterator[str]:
    """Yield the settings that are on; moto keeps them as text."""
    return (name for name in SETTINGS if str(block.get(name, False)).lower() == "true")


def _of_account(account: str, partition: str) -> Iterator[str]:
    block = s3control_backends[account][partition].public_access_block if account in s3control_backends else None
    if block is None:
        return iter(())
    return _set(
        {
            BLOCK_PUBLIC_ACLS: block.block_public_acls,
            IGNORE_PUBLIC_ACLS: block.ignore_public_acls,
            BLOCK_PUBLIC_POLICY: block.block_public_policy,
            RESTRICT_PUBLIC_BUCKETS: block.restrict_public_buckets,
        }
    )


def _read(state: OrganizationsState, account: str) -> tuple[str, ...]:
    """Return all settings where the account's effective S3 policy is `all`: it has them only together."""
    home = state.home.get(account)
    organization = state.organizations[home] if home is not None else None
    if organization is None or s3_policy.KIND not in organization.policy_types:
        return ()
    found = effective(organization, account, s3_policy.KIND)
    attributes = found.document.get(s3_policy.TOP, {}) if found is not None else {}
    return SETTINGS if attributes.get("public_access_block_configuration") == "all" else ()


_of_organization = VersionCache(_read)
