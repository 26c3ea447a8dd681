"""The organization itself: made, described, deleted, left; its root."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.emulated.organizations import member_roles, views
from sandbox.emulated.organizations.calls import Call, organizations_operation
from sandbox.emulated.organizations.rules import accounts, all_features, lifecycle
from sandbox.emulated.organizations.rules.model import ALL_FEATURES


@organizations_operation("CreateOrganization")
def create_organization(call: Call) -> dict[str, Any]:
    """The caller's account becomes the management account."""
    feature_set = call.request.get("FeatureSet") or ALL_FEATURES
    made = lifecycle.create(call.world, call.account, feature_set, call.now)
    call.afterwards.append(partial(member_roles.make_service_linked_role, call.account))
    return {"Organization": views.organization(made)}


@organizations_operation("DescribeOrganization")
def describe_organization(call: Call) -> dict[str, Any]:
    """Every member sees the same."""
    return {"Organization": views.organization(call.organization)}


@organizations_operation("DeleteOrganization")
def delete_organization(call: Call) -> dict[str, Any]:
    """Only when no member is left."""
    lifecycle.delete(call.world, call.organization)
    return {}


@organizations_operation("LeaveOrganization")
def leave_organization(call: Call) -> dict[str, Any]:
    """The caller's account becomes one of its own."""
    accounts.remove(call.world, call.organization, call.account, call.now)
    return {}


@organizations_operation("ListRoots")
def list_roots(call: Call) -> dict[str, Any]:
    """There is one root, with the policy types that are enabled in it."""
    return call.paged("Roots", [call.organization], views.root)


@organizations_operation("EnableAllFeatures")
def enable_all_features(call: Call) -> dict[str, Any]:
    """Begin to leave consolidated billing behind."""
    return {"Handshake": views.handshake(call.world, all_features.begin(call.world, call.organization, call.now))}
