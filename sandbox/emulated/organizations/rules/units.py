"""Create, rename and delete organizational units."""

from __future__ import annotations

from dataclasses import replace

from sandbox.emulated.organizations.rules import errors, identifiers, policy_types, tags, tree
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState, Unit
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas


def create(
    state: OrganizationsState,
    organization: Organization,
    parent: str,
    name: str,
    *,
    given_tags: dict[str, str] | None = None,
    quotas: Quotas = CURRENT,
) -> Unit:
    """Create a unit below the parent, with the full-access policies of the enabled types."""
    tree.container(organization, parent)
    _refuse_duplicate(organization, parent, name)
    if tree.unit_depth(organization, parent) >= quotas.unit_depth:
        raise errors.constraint("OU_DEPTH_LIMIT_EXCEEDED", "You have exceeded the allowed number of levels of OUs.")
    if len(organization.units) >= quotas.units:
        raise errors.constraint("OU_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of OUs.")
    unit = Unit(identifiers.unit_id(organization.root, parent, name, state.next_serial()), name, parent)
    tags.put(organization, unit.id, given_tags or {}, quotas)
    organization.units[unit.id] = unit
    policy_types.attach_full_access(organization, unit.id)
    return unit


def find(organization: Organization, unit: str) -> Unit:
    """Return the unit, or raise OrganizationalUnitNotFoundException."""
    if unit not in organization.units:
        raise errors.missing("OrganizationalUnit")
    return organization.units[unit]


def rename(organization: Organization, unit: str, name: str | None) -> Unit:
    """Rename the unit; without a name nothing changes."""
    before = find(organization, unit)
    if name is None or name == before.name:
        return before
    _refuse_duplicate(organization, before.parent, name)
    organization.units[unit] = replace(before, name=name)
    return organization.units[unit]


def delete(organization: Organization, unit: str) -> None:
    """Delete an empty unit."""
    find(organization, unit)
    if tree.child_units(organization, unit) or tree.child_accounts(organization, unit):
        raise errors.refused(
            "OrganizationalUnitNotEmpty",
            "The specified organizational unit (OU) is not empty. Move all accounts to another root or to other OUs, "
            "remove all child OUs, and try the operation again.",
        )
    del organization.units[unit]
    organization.attachments.pop(unit, None)
    organization.tags.pop(unit, None)


def _refuse_duplicate(organization: Organization, parent: str, name: str) -> None:
    if any(organization.units[sibling].name == name for sibling in tree.child_units(organization, parent)):
        raise errors.refused("DuplicateOrganizationalUnit", "An OU with the same name already exists.")
