"""RAM shares as the resource policies that RAM writes: what the principals of a share may do with its resources.

Reference: RAM user guide, security-ram-permissions: a managed permission has the actions, the share the principals and
resources of a resource-based policy. Only the default permissions of AWS are known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.emulated.ram.resource_types import NotAnArn, NotShareable, ResourceType, read_resource
from sandbox.iam.policy_json import statements
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Resource
from sandbox.origin import Origin

_DEFAULT = "arn:{partition}:ram::aws:permission/{name}"
_VERSION = "2012-10-17"


@dataclass(frozen=True, slots=True)
class Share:
    """A resource share of one account."""

    arn: str
    name: str
    account: str
    resources: tuple[str, ...] = ()
    """ARNs."""
    principals: tuple[str, ...] = ()
    """Account ids, ARNs of the organization, of units, roles and users, and service principals."""
    permissions: frozenset[str] | None = frozenset()
    """ARNs of its permissions; empty for the default ones, None where they are not known."""
    origin: Origin | None = None


def with_shares(
    resources: Mapping[str, Resource], shares: Iterable[Share]
) -> tuple[Mapping[str, Resource], tuple[str, ...]]:
    """Return the resources with the policies of shares, and a message for each part of a share that is left out."""
    found, notes = dict(resources), []
    for share in shares:
        for arn in share.resources:
            kind = _shareable(arn)
            unknown = _unknown_permission(share, arn, kind)
            if kind is None or unknown:
                notes.append(f"RAM share {share.name}: {unknown}; what its principals may do with {arn} is not known")
                continue
            bare = found.get(arn) or Resource(arn, share.account, origin=share.origin)
            written = tuple(_statements(share, arn, kind))
            found[arn] = replace(bare, policy=_extended(bare.policy, share, written)) if written else bare
    return found, tuple(notes)


def _shareable(arn: str) -> ResourceType | None:
    try:
        return read_resource(arn).type
    except (NotAnArn, NotShareable):
        return None


def _unknown_permission(share: Share, arn: str, kind: ResourceType | None) -> str | None:
    """Return why the actions that the share allows on a resource are not known; None where they are."""
    if kind is None:
        return "AWS's permission for resources of this type is not read"
    if share.permissions is None:
        return "its permissions were not exported"
    default = _DEFAULT.format(partition=arn.split(":")[1], name=kind.permission)
    return (
        None
        if not share.permissions or default in share.permissions
        else "it has another permission than AWS's default"
    )


def _extended(policy: Policy | None, share: Share, written: tuple[Mapping[str, Any], ...]) -> Policy:
    """Return a resource's policy with the statements of a share."""
    own = tuple(statements(policy.document)) if policy else ()
    places = tuple(policy.where(index) for index in range(len(own))) if policy else ()
    return Policy(
        policy.name if policy else f"RAM share {share.name}",
        {"Version": _VERSION, "Statement": [*own, *written]},
        None,
        policy.origin if policy else share.origin,
        (*places, *(share.origin for _ in written)),
    )


def _statements(share: Share, arn: str, kind: ResourceType) -> Iterator[Mapping[str, Any]]:
    """Yield a statement for each principal; those of the owner's account need no share."""
    for principal in share.principals:
        element, conditions = _principal(principal)
        others = {"StringNotEquals": {"aws:PrincipalAccount": share.account}}
        yield {
            "Effect": "Allow",
            "Principal": element,
            "Action": list(kind.actions),
            "Resource": arn,
            "Condition": {**conditions, **others},
        }


def _principal(text: str) -> tuple[str | Mapping[str, str], Mapping[str, Any]]:
    """Return the element Principal for a principal of a share, and the conditions that limit it."""
    _, _, resource = text.partition(":organizations::")
    kind, _, path = resource.partition(":")[2].partition("/")
    organization, _, unit = path.partition("/")
    if kind == "organization":
        return "*", {"StringEquals": {"aws:PrincipalOrgID": organization}}
    if kind == "ou":
        return "*", {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": f"{organization}/*/{unit}/*"}}
    return {"Service" if text.endswith(".amazonaws.com") else "AWS": text}, {}
