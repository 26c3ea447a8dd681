"""Buckets: their policies, access control lists, and Block Public Access as it holds for the bucket.

Reference: S3 user guide, access-control-block-public-access, acl-overview and about-object-ownership.
"""

from __future__ import annotations

import json
from typing import Any

from sandbox.emulated.policies.policy_cache import policy
from sandbox.emulated.s3 import acl
from sandbox.emulated.s3.block_public_access import IGNORE_PUBLIC_ACLS, RESTRICT_PUBLIC_BUCKETS, in_force
from sandbox.emulated.s3.buckets import acls_enabled, find_bucket, find_object, object_owner
from sandbox.emulated.s3.canonical_user import account_of
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource

_IMPLICIT = ("READ_ACP", "WRITE_ACP")
"""Permissions on its list that an owner has whatever the list grants."""


def resource(arn: Arn, version: str | None = None) -> Resource | None:
    """Return the bucket of a bucket's or an object's ARN; for an object, with the list and owner of the object."""
    name, _, key = arn.resource.partition("/")
    found = find_bucket(name)
    if found is None:
        return None
    owner = found.bucket_account_id
    written = policy("bucket policy", _with_accounts(found.policy)) if found.policy else None
    settings = _lists(found, key, version) if acls_enabled(found) else {}
    if written is not None or settings:  # only grants can be public
        settings |= _switches(found, owner, arn.partition)
    return Resource(f"arn:{arn.partition}:s3:::{name}", owner, written, settings=settings)


def _switches(bucket: Any, owner: str, partition: str) -> dict[str, object]:
    block = in_force(bucket, owner, partition)
    found: dict[str, object] = {}
    if RESTRICT_PUBLIC_BUCKETS in block:
        found["restrict_public_buckets"] = True
    if IGNORE_PUBLIC_ACLS in block:
        found["ignore_public_acls"] = True
    return found


def _lists(bucket: Any, key: str, version: str | None) -> dict[str, object]:
    found: dict[str, object] = {"acl": acl.as_setting(acl.grants(bucket.acl or {}))}
    kept = find_object(bucket, key, version) if key else None
    if kept is None:
        return found
    owner = object_owner(bucket, kept)
    grants = [*acl.grants(kept.acl or {})]
    if account_of(kept.owner["ID"]) is not None:
        grants += [(owner, permission) for permission in _IMPLICIT]
    return found | {"object_owner": owner, "object_acl": acl.as_setting(grants)}


def _with_accounts(text: str) -> str:
    """Return a policy with the accounts of its canonical user ids, which stand for the accounts.

    Reference: IAM user guide, reference_policies_elements_principal ("AWS account principals").
    """
    if '"CanonicalUser"' not in text:
        return text
    document = json.loads(text)
    for statement in _listed(document.get("Statement")):
        for element in ("Principal", "NotPrincipal"):
            named = statement.get(element)
            if isinstance(named, dict) and "CanonicalUser" in named:
                accounts = [account_of(str(one)) for one in _listed(named["CanonicalUser"])]
                if all(accounts):
                    del named["CanonicalUser"]
                    named["AWS"] = [*_listed(named.get("AWS")), *accounts]
    return json.dumps(document)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
