"""The policies of users, groups and roles as they are written, from moto's store of IAM."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam import Policy


@dataclass(frozen=True, slots=True)
class WrittenPolicy:
    """A policy, its text, and the name that IAM's policy simulator gives it."""

    source: str
    """The name of a managed policy; `role_NAME_POLICY` of an inline one."""
    text: str
    policy: Policy


def own_policies(kind: str, holder: Any) -> Iterator[WrittenPolicy]:
    """Yield the inline and attached policies of a user, group or role of moto's; `kind` names which it is."""
    for name, document in list(holder.policies.items()):
        text = document_text(document)
        yield WrittenPolicy(f"{kind}_{holder.name}_{name}", text, policy(name, text))
    for attached in list(holder.managed_policies.values()):
        yield managed_policy(attached)


def managed_policy(found: Any) -> WrittenPolicy:
    """Return the default version of a managed policy of moto's."""
    text = document_text(next(version.document for version in found.versions if version.is_default))
    return WrittenPolicy(found.name, text, policy(found.name, text, found.arn))


def boundary_of(iam: Any, holder: Any) -> WrittenPolicy | None:
    """Return the permissions boundary of a user or role; one that does not exist is a policy that allows nothing."""
    arn = boundary_arn(holder)
    if not arn:
        return None
    found = iam.managed_policies.get(arn)
    if found is not None:
        return managed_policy(found)
    name, text = arn.rpartition("/")[2], f"{arn} does not exist"
    return WrittenPolicy(name, text, policy(name, text, arn))


def boundary_arn(holder: Any) -> str | None:
    """Return the ARN of the permissions boundary of a user or role; None for one without."""
    given = getattr(holder, "permissions_boundary", None)  # moto has none for groups
    return (given["PermissionsBoundaryArn"] if isinstance(given, dict) else given) or None


def document_text(document: object) -> str:
    """Return a stored document as text; CloudFormation stores objects."""
    return document if isinstance(document, str) else json.dumps(document)
