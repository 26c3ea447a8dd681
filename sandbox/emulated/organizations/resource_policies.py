"""The organization's resource policy, by which policy work is delegated to members."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.organizations.calls import Call, organizations_operation
from sandbox.emulated.organizations.rules import faults, identifiers, resource_policy, tags


@organizations_operation("PutResourcePolicy")
def put_resource_policy(call: Call) -> dict[str, Any]:
    """Make it or replace its document."""
    organization = call.organization
    resource_policy.check(call.request["Content"])
    if organization.resource_policy is None:
        policy = identifiers.resource_policy_id(organization.id, call.world.next_serial())
    else:
        policy = organization.resource_policy[0]
    tags.put(organization, policy, tags.read(call.request.get("Tags")))
    organization.resource_policy = (policy, call.request["Content"])
    return _shown(call)


@organizations_operation("DescribeResourcePolicy")
def describe_resource_policy(call: Call) -> dict[str, Any]:
    """With its document."""
    return _shown(call)


@organizations_operation("DeleteResourcePolicy")
def delete_resource_policy(call: Call) -> dict[str, Any]:
    """What it delegated is the management account's alone again."""
    policy, _ = _existing(call)
    call.organization.resource_policy = None
    call.organization.tags.pop(policy, None)
    return {}


def _existing(call: Call) -> tuple[str, str]:
    if call.organization.resource_policy is None:
        raise faults.missing("ResourcePolicy")
    return call.organization.resource_policy


def _shown(call: Call) -> dict[str, Any]:
    policy, content = _existing(call)
    organization = call.organization
    arn = identifiers.arn(organization.management, "resourcepolicy", organization.id, policy)
    return {"ResourcePolicy": {"ResourcePolicySummary": {"Id": policy, "Arn": arn}, "Content": content}}
