"""Paths, parents and children in the tree of root, units and accounts."""

from __future__ import annotations

from sandbox.emulated.organizations.rules import errors
from sandbox.emulated.organizations.rules.model import Organization


def parent_of(organization: Organization, node: str) -> str | None:
    """Return the root or unit above a node that exists; None above the root."""
    if node in organization.accounts:
        return organization.accounts[node].parent
    if node in organization.units:
        return organization.units[node].parent
    return None


def path_to(organization: Organization, node: str) -> tuple[str, ...]:
    """Return the ids from the root down to the node, both included."""
    path = [node]
    while (above := parent_of(organization, path[-1])) is not None:
        path.append(above)
    return tuple(reversed(path))


def unit_depth(organization: Organization, parent: str) -> int:
    """Return the number of units from the root down to this parent, included."""
    return len(path_to(organization, parent)) - 1


def child_units(organization: Organization, parent: str) -> list[str]:
    """Return the direct child units, oldest first."""
    return [unit.id for unit in organization.units.values() if unit.parent == parent]


def child_accounts(organization: Organization, parent: str) -> list[str]:
    """Return the direct child accounts, oldest first."""
    return [account.id for account in organization.accounts.values() if account.parent == parent]


def is_container(organization: Organization, node: str) -> bool:
    """Return whether the node can contain accounts and units."""
    return node == organization.root or node in organization.units


def is_node(organization: Organization, node: str) -> bool:
    """Return whether policies can be attached to the node."""
    return is_container(organization, node) or node in organization.accounts


def nodes(organization: Organization) -> list[str]:
    """Return root, units and accounts."""
    return [organization.root, *organization.units, *organization.accounts]


def container(organization: Organization, node: str, what: str = "Parent") -> str:
    """Return the node if it can contain accounts and units; else raise `{what}NotFoundException`."""
    if not is_container(organization, node):
        raise errors.missing(what)
    return node


def target(organization: Organization, node: str) -> str:
    """Return the node if a policy can be attached to it; else raise TargetNotFoundException."""
    if not is_node(organization, node):
        raise errors.missing("Target")
    return node
