"""Users and roles with their policies, from moto's store of IAM."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam import Policy
from sandbox.iam.snapshot import Caller


def user(account: str, partition: str, arn: str) -> Caller | None:
    """Return a user by its ARN, its groups' policies included; None for one that does not exist."""
    iam = iam_backends[account][partition]
    found = _named(iam.users, arn)
    if found is None:
        return None
    groups = iam.get_groups_for_user(found.name)
    own = (*_own(found), *(one for group in groups for one in _own(group)))
    tags = {tag["Key"]: tag["Value"] for tag in iam.tagger.list_tags_for_resource(arn)["Tags"]}
    return Caller(arn, account, own, _boundary(iam, found), None, tags, unique_id=found.id)


def role(account: str, partition: str, arn: str) -> Caller | None:
    """Return a role by its ARN, with its trust policy; None for one that does not exist."""
    if account not in iam_backends:
        return None
    iam = iam_backends[account][partition]
    found = _named(iam.roles, arn)
    if found is None:
        return None
    trust = policy("trust", _text(found.assume_role_policy_document))
    tags = {tag["Key"]: tag["Value"] for tag in found.tags}
    return Caller(arn, account, tuple(_own(found)), _boundary(iam, found), trust, tags, unique_id=found.id)


def managed(account: str, partition: str, arn: str) -> Policy | None:
    """Return a managed policy by its ARN; None for one that does not exist."""
    found = iam_backends[account][partition].managed_policies.get(arn)
    return _managed(found) if found is not None else None


def _named(known: Mapping[str, Any], arn: str) -> Any | None:
    return next((one for one in list(known.values()) if one.arn == arn), None)


def _own(holder: Any) -> Iterator[Policy]:
    for name, document in list(holder.policies.items()):
        yield policy(name, _text(document))
    for attached in list(holder.managed_policies.values()):
        yield _managed(attached)


def _managed(found: Any) -> Policy:
    document = next(version.document for version in found.versions if version.is_default)
    return policy(found.name, _text(document), found.arn)


def _boundary(iam: Any, holder: Any) -> Policy | None:
    given = getattr(holder, "permissions_boundary", None)
    arn = given["PermissionsBoundaryArn"] if isinstance(given, dict) else given
    if not arn:
        return None
    found = iam.managed_policies.get(arn)
    return _managed(found) if found is not None else policy(arn.rpartition("/")[2], f"{arn} does not exist", arn)


def _text(document: object) -> str:
    return document if isinstance(document, str) else json.dumps(document)
