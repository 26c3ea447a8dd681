"""What stands, as the state of the stacks tells it: accounts, lines and VPCs by the estate's names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sandbox.deploy import checkpoint
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate.model import Estate

ENTRY_ROLE = "OrganizationAccountAccessRole"
"""What Organizations makes in each account that it creates."""


@dataclass(frozen=True)
class Vpc:
    """An account's network."""

    id: str
    cidr: str


@dataclass(frozen=True)
class Account:
    """One account of the organization."""

    name: str
    id: str
    role_arn: str | None
    """How the management account enters it; None for that account itself."""
    vpc: Vpc | None


@dataclass(frozen=True)
class Line:
    """One Direct Connect connection."""

    name: str
    id: str
    location: str
    bandwidth: str


@dataclass(frozen=True)
class Standing:
    """The estate as it stands."""

    accounts: tuple[Account, ...]
    lines: tuple[Line, ...]


def standing(state: Path, project: str, estate: Estate) -> Standing:
    """Read it from the state; what is not there does not stand."""
    vpcs = {
        found["arn"].split(":")[4]: Vpc(found["id"], found["cidrBlock"])
        for found in checkpoint.resources(state, project, "aws:ec2/vpc:Vpc")
    }
    management = planned_account_id(estate.organization.management.email)
    names = {account.email: name for name, account in estate.accounts.items()}
    members = [
        Account(names.get(found["email"], found["name"]), found["id"], entry_role(found["id"]), vpcs.get(found["id"]))
        for found in checkpoint.resources(state, project, "aws:organizations/account:Account")
    ]
    root = Account(estate.organization.management.name, management, None, vpcs.get(management))
    lines = [
        Line(found["name"], found["id"], found["location"], found["bandwidth"])
        for found in checkpoint.resources(state, project, "aws:directconnect/connection:Connection")
    ]
    return Standing((root, *members) if members else (), tuple(lines))


def entry_role(account: str) -> str:
    """The role by which the management account enters a member."""
    return f"arn:aws:iam::{account}:role/{ENTRY_ROLE}"
