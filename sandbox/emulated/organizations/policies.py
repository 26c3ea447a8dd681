"""Policies, their types, and where they are attached."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import views
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import policies, policy_types, tags, tree
from sandbox.emulated.organizations.rules.model import Policy


@operation("CreatePolicy")
def create_policy(call: OrganizationsCall) -> dict[str, Any]:
    """The document is checked as its type demands."""
    request = call.request
    draft = Policy("", request["Name"], request["Description"], request["Type"], request["Content"], call.now)
    made = policies.create(call.state, call.organization, draft, tags.read(request.get("Tags")))
    return {"Policy": views.policy(call.organization, made)}


@operation("DescribePolicy")
def describe_policy(call: OrganizationsCall) -> dict[str, Any]:
    """With its document."""
    return {"Policy": views.policy(call.organization, policies.find(call.organization, call.request["PolicyId"]))}


@operation("UpdatePolicy")
def update_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Name, description and document."""
    request = call.request
    changed = policies.update(
        call.organization,
        request["PolicyId"],
        call.now,
        name=request.get("Name"),
        description=request.get("Description"),
        content=request.get("Content"),
    )
    return {"Policy": views.policy(call.organization, changed)}


@operation("DeletePolicy")
def delete_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Only one that is attached nowhere."""
    policies.delete(call.organization, call.request["PolicyId"])
    return {}


@operation("ListPolicies")
def list_policies(call: OrganizationsCall) -> dict[str, Any]:
    """Those of one type."""
    found = policies.of_kind(call.organization, call.request["Filter"])
    return call.page("Policies", found, partial(views.policy_summary, call.organization))


@operation("AttachPolicy")
def attach_policy(call: OrganizationsCall) -> dict[str, Any]:
    """To a root, unit or account."""
    policies.attach(call.organization, call.request["PolicyId"], call.request["TargetId"])
    return {}


@operation("DetachPolicy")
def detach_policy(call: OrganizationsCall) -> dict[str, Any]:
    """From a root, unit or account."""
    policies.detach(call.organization, call.request["PolicyId"], call.request["TargetId"])
    return {}


@operation("ListPoliciesForTarget")
def list_policies_for_target(call: OrganizationsCall) -> dict[str, Any]:
    """What hangs on the node itself, without what it inherits."""
    target = tree.target(call.organization, call.request["TargetId"])
    found = policies.attached_to(call.organization, target, call.request["Filter"])
    return call.page("Policies", found, partial(views.policy_summary, call.organization))


@operation("ListTargetsForPolicy")
def list_targets_for_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Every root, unit and account that carries the policy."""
    policy = policies.find(call.organization, call.request["PolicyId"])
    found = policies.targets(call.organization, policy.id)
    return call.page("Targets", found, partial(views.target, call.organization))


@operation("EnablePolicyType")
def enable_policy_type(call: OrganizationsCall) -> dict[str, Any]:
    """Pending for a moment."""
    policy_types.enable(call.organization, call.request["RootId"], call.request["PolicyType"], call.now)
    return {"Root": views.root(call.organization)}


@operation("DisablePolicyType")
def disable_policy_type(call: OrganizationsCall) -> dict[str, Any]:
    """Pending for a moment; every policy of the type is detached."""
    policy_types.disable(call.organization, call.request["RootId"], call.request["PolicyType"], call.now)
    return {"Root": views.root(call.organization)}
