"""Evaluate whether a policy lets CloudTrail act on a resource for a trail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.emulated.cloudtrail.store import SERVICE
from sandbox.emulated.cloudtrail.trail import Trail
from sandbox.emulated.organizations.membership import guardrails_of
from sandbox.iam import Kind, Layers, PolicySet, Request, decide


@dataclass(frozen=True)
class ServiceAction:
    """One action on one resource, and the account that owns it."""

    action: str
    resource: str
    owner: str
    context: dict[str, str] = field(default_factory=dict)


def allows(policy: dict[str, Any], trail: Trail, action: ServiceAction, kind: Kind = Kind.RESOURCE) -> bool:
    """Return whether the policy, and the RCPs of the resource's account, let the service act for the trail."""
    guardrails, owners = guardrails_of(trail.account), guardrails_of(action.owner)
    known: dict[str, object] = {
        "aws:SourceArn": trail.arn,
        "aws:SourceAccount": trail.account,
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": SERVICE,
        "aws:SecureTransport": "true",
        **action.context,
    }
    if guardrails.organization_id is not None:
        known |= {"aws:SourceOrgID": guardrails.organization_id, "aws:SourceOrgPaths": guardrails.paths}
    requested = Request.of(
        SERVICE,
        action.action,
        action.resource,
        context=known,
        resource_account=action.owner,
        resource_in_management_account=owners.is_management,
    )
    layers = Layers(
        resource=PolicySet.of([policy], kind),
        rcps=tuple(PolicySet.of(level, Kind.RCP) for level in owners.rcps),
    )
    return decide(requested, layers).allowed
