"""The organization's resource policy, by which policy work is delegated to members."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import errors, identifiers, resource_policy, tags


@operation("PutResourcePolicy")
def put_resource_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Create the policy or replace its document."""
    organization = call.organization
    resource_policy.check(call.request["Content"])
    if organization.resource_policy is None:
        policy = identifiers.resource_policy_id(organization.id, call.state.next_serial())
    else:
        policy = organization.resource_policy[0]
    tags.put(organization, policy, tags.read(call.request.get("Tags")))
    organization.resource_policy = (policy, call.request["Content"])
    return _shown(call)


@operation("DescribeResourcePolicy")
def describe_resource_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Return the policy with its document."""
    return _shown(call)


@operation("DeleteResourcePolicy")
def delete_resource_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Delete the policy and so the permissions that it delegates."""
    policy, _ = _existing(call)
    call.organization.resource_policy = None
    call.organization.tags.pop(policy, None)
    return {}


def _existing(call: OrganizationsCall) -> tuple[str, str]:
    if call.organization.resource_policy is None:
        raise errors.missing("ResourcePolicy")
    return call.organization.resource_policy


def _shown(call: OrganizationsCall) -> dict[str, Any]:
    policy, content = _existing(call)
    organization = call.organization
    arn = identifiers.arn(organization.management, "resourcepolicy", organization.id, policy)
    return {"ResourcePolicy": {"ResourcePolicySummary": {"Id": policy, "Arn": arn}, "Content": content}}
