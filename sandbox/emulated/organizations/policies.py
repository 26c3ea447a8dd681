"""Policies, their types, and their attachments."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import api_shapes
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import policies, policy_types, tags, tree
from sandbox.emulated.organizations.rules.model import Policy


@operation("CreatePolicy")
def create_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Create a policy; its type decides how the document is checked."""
    request = call.request
    draft = Policy("", request["Name"], request["Description"], request["Type"], request["Content"], call.now)
    made = policies.create(call.state, call.organization, draft, tags.read(request.get("Tags")))
    return {"Policy": api_shapes.policy(call.organization, made)}


@operation("DescribePolicy")
def describe_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Return a policy with its document."""
    return {"Policy": api_shapes.policy(call.organization, policies.find(call.organization, call.request["PolicyId"]))}


@operation("UpdatePolicy")
def update_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Change name, description and document."""
    request = call.request
    changed = policies.update(
        call.organization,
        request["PolicyId"],
        call.now,
        name=request.get("Name"),
        description=request.get("Description"),
        content=request.get("Content"),
    )
    return {"Policy": api_shapes.policy(call.organization, changed)}


@operation("DeletePolicy")
def delete_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Delete a policy that is not attached."""
    policies.delete(call.organization, call.request["PolicyId"])
    return {}


@operation("ListPolicies")
def list_policies(call: OrganizationsCall) -> dict[str, Any]:
    """Return the policies of one type."""
    found = policies.of_kind(call.organization, call.request["Filter"])
    return call.page("Policies", found, partial(api_shapes.policy_summary, call.organization))


@operation("AttachPolicy")
def attach_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Attach a policy to a root, unit or account."""
    policies.attach(call.organization, call.request["PolicyId"], call.request["TargetId"])
    return {}


@operation("DetachPolicy")
def detach_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Detach a policy from a root, unit or account."""
    policies.detach(call.organization, call.request["PolicyId"], call.request["TargetId"])
    return {}


@operation("ListPoliciesForTarget")
def list_policies_for_target(call: OrganizationsCall) -> dict[str, Any]:
    """Return the policies attached to the target itself, without inherited ones."""
    target = tree.target(call.organization, call.request["TargetId"])
    found = policies.attached_to(call.organization, target, call.request["Filter"])
    return call.page("Policies", found, partial(api_shapes.policy_summary, call.organization))


@operation("ListTargetsForPolicy")
def list_targets_for_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Return every root, unit and account that the policy is attached to."""
    policy = policies.find(call.organization, call.request["PolicyId"])
    found = policies.targets(call.organization, policy.id)
    return call.page("Targets", found, partial(api_shapes.target, call.organization))


@operation("EnablePolicyType")
def enable_policy_type(call: OrganizationsCall) -> dict[str, Any]:
    """Enable a policy type; it is pending for some seconds."""
    policy_types.enable(call.organization, call.request["RootId"], call.request["PolicyType"], call.now)
    return {"Root": api_shapes.root(call.organization)}


@operation("DisablePolicyType")
def disable_policy_type(call: OrganizationsCall) -> dict[str, Any]:
    """Disable a policy type, pending for some seconds; every policy of the type is detached."""
    policy_types.disable(call.organization, call.request["RootId"], call.request["PolicyType"], call.now)
    return {"Root": api_shapes.root(call.organization)}
