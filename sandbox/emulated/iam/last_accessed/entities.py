"""The users, groups, roles and managed policies that reports are about, from moto's store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.policies.written_policy import managed_policy, own_policies
from sandbox.emulated.service_call import Call
from sandbox.iam import Policy
from sandbox.iam.arn import Arn

_MISSING = 404


@dataclass(frozen=True)
class HeldPolicy:
    """A policy of an identity, and the kind and name of what it is attached to."""

    policy: Policy
    kind: str
    holder: str


@dataclass(frozen=True)
class ReportedResource:
    """What a report is about."""

    kind: str
    """`user`, `group`, `role` or `policy`."""
    policies: tuple[HeldPolicy, ...]
    """Those that grant it access; of a user also those of its groups."""
    entities: tuple[Any, ...]
    """The users and roles, as moto keeps them, whose attempts count."""


def reported_resource(call: Call, arn: str, *, kinds: tuple[str, ...]) -> ReportedResource:
    """Return the resource of an ARN; raises InvalidInput for another kind of ARN and NoSuchEntity."""
    iam = iam_backends[call.account][call.partition]
    named = Arn.parse(arn)
    kind = named.resource.partition("/")[0] if named is not None and named.service == "iam" else ""
    if kind not in kinds:
        raise AwsError("InvalidInput", f"Invalid ARN {arn}: it is not that of a {', '.join(kinds)}.")
    known: Mapping[str, Mapping[str, Any]] = {
        "user": iam.users,
        "group": iam.groups,
        "role": iam.roles,
        "policy": iam.managed_policies,
    }
    found = next((one for one in list(known[kind].values()) if one.arn == arn), None)
    if found is None:
        raise AwsError("NoSuchEntity", f"ARN {arn} does not exist.", _MISSING)
    if kind == "policy":
        return ReportedResource(kind, (HeldPolicy(managed_policy(found).policy, kind, found.name),), _using(iam, arn))
    policies = _held(kind, found)
    if kind == "user":
        policies += tuple(one for group in iam.get_groups_for_user(found.name) for one in _held("group", group))
    entities = tuple(found.users) if kind == "group" else (found,)
    return ReportedResource(kind, policies, entities)


def _held(kind: str, holder: Any) -> tuple[HeldPolicy, ...]:
    return tuple(HeldPolicy(one.policy, kind, holder.name) for one in own_policies(kind, holder))


def _using(iam: Any, arn: str) -> tuple[Any, ...]:
    """Return the users and roles with a managed policy, attached to them or to a group of theirs."""
    holders = (*list(iam.users.values()), *list(iam.roles.values()))
    found = {id(one): one for one in holders if arn in one.managed_policies}
    for group in list(iam.groups.values()):
        if arn in group.managed_policies:
            found |= {id(user): user for user in group.users}
    return tuple(found.values())
