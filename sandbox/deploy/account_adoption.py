"""Accounts and units that left the estate file, stay in the organization, and are in the file again.

AWS gives the email of an account to no other, and the name of a unit to no other beside it: what is there already is
adopted into the stack instead of created.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.deploy import checkpoint
from sandbox.deploy.errors import DeployError
from sandbox.estate.model import Estate
from sandbox.paging import items

ACCOUNT = "aws:organizations/account:Account"
UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit"


class EmailTaken(DeployError):
    """An account of the estate file is new, and its email is another account's."""

    def __init__(self, estate: Estate, name: str, holder: str, next_step: str) -> None:
        email = estate.accounts[name].email
        super().__init__(
            f"{estate.where(f'accounts.{name}.email')}: {email} of {name} is the email of {holder}.", next_step
        )
        self.account = name


@dataclass(frozen=True)
class Adoption:
    """Ids of what exists, by the name in the estate file."""

    accounts: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def configuration(self) -> str:
        """Return the value of `causeway:adopt`, by which the program adopts them."""
        return json.dumps({"accounts": self.accounts, "units": self.units}, sort_keys=True)


NOTHING_ADOPTED = Adoption()


def find(organizations: Any, estate: Estate, state: Path, project: str, stacks: Collection[str]) -> Adoption:
    """Return what the estate file names, the organization has and no stack holds.

    `organizations` is a boto3 client of the management account. Raises EmailTaken where an account can be neither
    created nor adopted.
    """
    known = {found["name"]: found["id"] for found in checkpoint.resources(state, project, stacks, ACCOUNT)}
    if not known:
        return NOTHING_ADOPTED
    holders = {account["Email"].casefold(): account for account in items(organizations, "list_accounts", "Accounts")}
    found = {
        name: holders[account.email.casefold()]
        for name, account in estate.accounts.items()
        if name not in known and account.email.casefold() in holders
    }
    accounts = {name: _adoptable(estate, name, holder, known) for name, holder in found.items()}
    return Adoption(accounts, _units(organizations, estate, state, project, stacks))


def move_to_units(organizations: Any, estate: Estate, adoption: Adoption) -> None:
    """Move each adopted account into its unit of the estate file, where the organization has that unit already.

    Shares and guardrails reach an account by its unit: what the same update makes in the account needs it there.
    Reference: Organizations API, MoveAccount.
    """
    if not adoption.accounts:
        return
    root = organizations.list_roots()["Roots"][0]["Id"]
    units = {unit["Name"]: unit["Id"] for unit in _units_below(organizations, root)}
    for name, account in adoption.accounts.items():
        target = units.get(estate.unit_of(name))
        parent = organizations.list_parents(ChildId=account)["Parents"][0]["Id"]
        if target is not None and target != parent:
            organizations.move_account(AccountId=account, SourceParentId=parent, DestinationParentId=target)


def _adoptable(estate: Estate, name: str, holder: dict[str, Any], known: dict[str, str]) -> str:
    """Return the id of the account to adopt; raise EmailTaken where it has another name, or is closed."""
    if holder["Id"] in known.values():
        former = next(each for each, account in known.items() if account == holder["Id"])
        right = f"Keep the name {former}, or give {name} an email of its own: it is then a new account."
        raise EmailTaken(estate, name, f"account {former}, which is deployed", right)
    if holder["Status"] != "ACTIVE":
        right = f"Give {name} another email, for instance with another +tag: that of a closed account stays taken."
        raise EmailTaken(estate, name, f"account {holder['Id']}, which is closed", right)
    if holder["Name"] != name:
        right = f"Give {name} another email, or the account the name {name}: `sandbox up` then adopts it."
        raise EmailTaken(estate, name, f"account {holder['Id']}, whose name is {holder['Name']}", right)
    return str(holder["Id"])


def _units(organizations: Any, estate: Estate, state: Path, project: str, stacks: Collection[str]) -> dict[str, str]:
    known = checkpoint.resources(state, project, stacks, UNIT)
    names, ids = {unit["name"] for unit in known}, {unit["id"] for unit in known}
    root = organizations.list_roots()["Roots"][0]["Id"]
    return {
        unit["Name"]: unit["Id"]
        for unit in _units_below(organizations, root)
        if unit["Name"] in estate.organization.units and unit["Name"] not in names and unit["Id"] not in ids
    }


def _units_below(organizations: Any, parent: str) -> Iterator[dict[str, Any]]:
    return items(organizations, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=parent)
