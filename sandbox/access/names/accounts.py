"""Accounts and organizational units by their names."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.access.errors import InvalidQuery, UnknownName, unknown_name
from sandbox.iam.snapshot import Account, Snapshot

MANAGEMENT = "management"
"""The management account, whatever its name is."""


def account(snapshot: Snapshot, name: str) -> Account:
    """Return the account of a name, of an id, or `management` for the management account.

    Args:
        snapshot: Where to look.
        name: The account's name, its twelve digits, or `management`.

    Raises:
        UnknownName: No account has this name.
        InvalidQuery: Several accounts have this name.

    Example:
        >>> account(snapshot, "management").id
        '580450150912'

    """
    if name in snapshot.accounts:
        return snapshot.accounts[name]
    named = [found for found in snapshot.accounts.values() if found.name == name]
    if len(named) > 1:
        ids = ", ".join(found.id for found in named)
        raise InvalidQuery(f"{len(named)} accounts have the name {name!r}.", f"Write the id of one: {ids}.")
    if named:
        return named[0]
    managing = next((found for found in snapshot.accounts.values() if found.management), None)
    if name == MANAGEMENT and managing:
        return managing
    return unknown_name("account", name, _account_names(snapshot))


def accounts_in(snapshot: Snapshot, places: Iterable[str]) -> frozenset[str]:
    """Return the ids of accounts that are named, and of all accounts in organizational units that are named.

    Raises:
        UnknownName: No account or unit has one of the names.
        InvalidQuery: A unit holds no account.

    """
    found: set[str] = set()
    for place in places:
        units = {node.id for node in snapshot.nodes.values() if node.name == place and node.id not in snapshot.accounts}
        inside = {a.id for a in snapshot.accounts.values() if units & {node.id for node in snapshot.path(a.id)}}
        if units and not inside:
            raise InvalidQuery(f"Unit {place!r} holds no account.", "Name a unit with accounts, or an account.")
        found |= inside or {_account_or_unit(snapshot, place)}
    return frozenset(found)


def member_accounts(snapshot: Snapshot, unit: str | None = None) -> tuple[Account, ...]:
    """Return the member accounts of a unit (or of an account's name); without one, all of them."""
    members = [a for a in snapshot.accounts.values() if not a.management and not a.external]
    wanted = accounts_in(snapshot, (unit,)) if unit else {member.id for member in members}
    return tuple(member for member in members if member.id in wanted)


def _account_or_unit(snapshot: Snapshot, name: str) -> str:
    try:
        return account(snapshot, name).id
    except UnknownName:
        units = (node.name for node in snapshot.nodes.values() if node.id not in snapshot.accounts)
        return unknown_name("account or unit", name, (*_account_names(snapshot), *units))


def _account_names(snapshot: Snapshot) -> tuple[str, ...]:
    names = [found.name for found in snapshot.accounts.values() if not found.external]
    return (*names, MANAGEMENT) if any(found.management for found in snapshot.accounts.values()) else tuple(names)
