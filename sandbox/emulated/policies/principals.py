"""Users and roles with their policies, from moto's store of IAM."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.iam.entities import role_by_arn, user_by_arn
from sandbox.emulated.policies.policy_cache import policy
from sandbox.emulated.policies.written_policy import boundary_of, document_text, managed_policy, own_policies
from sandbox.iam import Policy
from sandbox.iam.snapshot import Caller


def user(account: str, partition: str, arn: str) -> Caller | None:
    """Return a user by its ARN, its groups' policies included; None for one that does not exist."""
    iam = iam_backends[account][partition]
    found = user_by_arn(iam, arn)
    if found is None:
        return None
    groups = iam.get_groups_for_user(found.name)
    own = (*_own("user", found), *(one for group in groups for one in _own("group", group)))
    tags = {tag["Key"]: tag["Value"] for tag in iam.tagger.list_tags_for_resource(arn)["Tags"]}
    return Caller(arn, account, own, _boundary(iam, found), None, tags, unique_id=found.id)


def role(account: str, partition: str, arn: str) -> Caller | None:
    """Return a role by its ARN, with its trust policy; None for one that does not exist."""
    if account not in iam_backends:
        return None
    iam = iam_backends[account][partition]
    found = role_by_arn(iam, arn)
    if found is None:
        return None
    trust = policy("trust", document_text(found.assume_role_policy_document))
    tags = {tag["Key"]: tag["Value"] for tag in found.tags}
    return Caller(arn, account, tuple(_own("role", found)), _boundary(iam, found), trust, tags, unique_id=found.id)


def managed(account: str, partition: str, arn: str) -> Policy | None:
    """Return a managed policy by its ARN; None for one that does not exist."""
    found = iam_backends[account][partition].managed_policies.get(arn)
    return managed_policy(found).policy if found is not None else None


def _own(kind: str, holder: Any) -> Iterator[Policy]:
    return (one.policy for one in own_policies(kind, holder))


def _boundary(iam: Any, holder: Any) -> Policy | None:
    found = boundary_of(iam, holder)
    return found.policy if found is not None else None
