"""Organizational units, and the tree of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import api_shapes
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import errors, tags, tree, units


@operation("CreateOrganizationalUnit")
def create_organizational_unit(call: OrganizationsCall) -> dict[str, Any]:
    """Create a unit below a root or unit."""
    request = call.request
    made = units.create(
        call.state,
        call.organization,
        request["ParentId"],
        request["Name"],
        given_tags=tags.read(request.get("Tags")),
    )
    return {"OrganizationalUnit": api_shapes.unit(call.organization, made)}


@operation("DescribeOrganizationalUnit")
def describe_organizational_unit(call: OrganizationsCall) -> dict[str, Any]:
    """Return a unit by its id."""
    found = units.find(call.organization, call.request["OrganizationalUnitId"])
    return {"OrganizationalUnit": api_shapes.unit(call.organization, found)}


@operation("UpdateOrganizationalUnit")
def update_organizational_unit(call: OrganizationsCall) -> dict[str, Any]:
    """Rename a unit; nothing else can change."""
    unit = units.rename(call.organization, call.request["OrganizationalUnitId"], call.request.get("Name"))
    return {"OrganizationalUnit": api_shapes.unit(call.organization, unit)}


@operation("DeleteOrganizationalUnit")
def delete_organizational_unit(call: OrganizationsCall) -> dict[str, Any]:
    """Delete an empty unit."""
    units.delete(call.organization, call.request["OrganizationalUnitId"])
    return {}


@operation("ListOrganizationalUnitsForParent")
def list_organizational_units_for_parent(call: OrganizationsCall) -> dict[str, Any]:
    """Return the direct child units of a root or unit."""
    parent = tree.container(call.organization, call.request["ParentId"])
    found = [call.organization.units[unit] for unit in tree.child_units(call.organization, parent)]
    return call.page("OrganizationalUnits", found, partial(api_shapes.unit, call.organization))


@operation("ListChildren")
def list_children(call: OrganizationsCall) -> dict[str, Any]:
    """Return the direct children of one type."""
    parent = tree.container(call.organization, call.request["ParentId"])
    kind = call.request["ChildType"]
    below = tree.child_accounts if kind == "ACCOUNT" else tree.child_units
    return call.page("Children", below(call.organization, parent), lambda child: {"Id": child, "Type": kind})


@operation("ListParents")
def list_parents(call: OrganizationsCall) -> dict[str, Any]:
    """Return the one parent of an account or unit."""
    parent = tree.parent_of(call.organization, call.request["ChildId"])
    if parent is None:
        raise errors.missing("Child")
    kind = "ROOT" if parent == call.organization.root else "ORGANIZATIONAL_UNIT"
    return call.page("Parents", [parent], lambda one: {"Id": one, "Type": kind})
