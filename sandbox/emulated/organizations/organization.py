"""Create, describe, delete and leave the organization; its root."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import api_shapes, member_roles
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import accounts, all_features, lifecycle
from sandbox.emulated.organizations.rules.model import ALL_FEATURES


@operation("CreateOrganization")
def create_organization(call: OrganizationsCall) -> dict[str, Any]:
    """Create an organization with the caller's account as its management account."""
    feature_set = call.request.get("FeatureSet") or ALL_FEATURES
    made = lifecycle.create(call.state, call.account, feature_set, call.now)
    call.afterwards.append(partial(member_roles.make_service_linked_role, call.account))
    return {"Organization": api_shapes.organization(made)}


@operation("DescribeOrganization")
def describe_organization(call: OrganizationsCall) -> dict[str, Any]:
    """Return the organization, the same for every member."""
    return {"Organization": api_shapes.organization(call.organization)}


@operation("DeleteOrganization")
def delete_organization(call: OrganizationsCall) -> dict[str, Any]:
    """Delete an organization without members."""
    lifecycle.delete(call.state, call.organization)
    return {}


@operation("LeaveOrganization")
def leave_organization(call: OrganizationsCall) -> dict[str, Any]:
    """Remove the caller's account, which becomes a standalone account."""
    accounts.remove(call.state, call.organization, call.account, call.now)
    return {}


@operation("ListRoots")
def list_roots(call: OrganizationsCall) -> dict[str, Any]:
    """Return the one root, with its enabled policy types."""
    return call.page("Roots", [call.organization], api_shapes.root)


@operation("EnableAllFeatures")
def enable_all_features(call: OrganizationsCall) -> dict[str, Any]:
    """Begin the migration from consolidated billing to all features."""
    return {"Handshake": api_shapes.handshake(call.state, all_features.begin(call.state, call.organization, call.now))}
