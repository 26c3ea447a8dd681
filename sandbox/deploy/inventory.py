"""The deployed accounts, lines and VPCs, read from the state of the stacks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from sandbox.deploy import checkpoint
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate.model import Estate
from sandbox.facts.entry_role import entry_role_arn


@dataclass(frozen=True)
class Vpc:
    """The VPC of an account."""

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
class Inventory:
    """What is deployed of an estate."""

    accounts: tuple[Account, ...]
    """In the estate's order, the management account first."""
    lines: tuple[Line, ...]


def inventory(state: Path, project: str, stacks: Collection[str], estate: Estate) -> Inventory:
    """Return what the state of these stacks holds, by the estate's names; raises StateDamaged."""
    vpcs = {
        found["arn"].split(":")[4]: Vpc(found["id"], found["cidrBlock"])
        for found in checkpoint.resources(state, project, stacks, "aws:ec2/vpc:Vpc")
    }
    management = planned_account_id(estate.organization.management.email)
    names = account_names(estate)
    members = [
        Account(names.get(found["email"], found["name"]), found["id"], entry_role(found["id"]), vpcs.get(found["id"]))
        for found in checkpoint.resources(state, project, stacks, "aws:organizations/account:Account")
    ]
    root = Account(estate.organization.management.name, management, None, vpcs.get(management))
    lines = [
        Line(found["name"], found["id"], found["location"], found["bandwidth"])
        for found in checkpoint.resources(state, project, stacks, "aws:directconnect/connection:Connection")
    ]
    deployed = members or checkpoint.resources(state, project, stacks, checkpoint.STACK)
    accounts = (root, *members) if deployed else ()
    order = position(estate)
    line_order = [line.name for line in estate.datacentre.lines]
    lines.sort(key=lambda line: line_order.index(line.name) if line.name in line_order else len(line_order))
    return Inventory(tuple(sorted(accounts, key=lambda account: order(account.name))), tuple(lines))


def account_names(estate: Estate) -> dict[str, str]:
    """Return the estate's account names by email address, the management account first."""
    management = estate.organization.management
    return {management.email: management.name} | {account.email: name for name, account in estate.accounts.items()}


def position(estate: Estate) -> Callable[[str], int]:
    """Return a sort key for account names: the estate's order, names that it does not have last."""
    order = {name: number for number, name in enumerate(account_names(estate).values())}
    return lambda name: order.get(name, len(order))


def entry_role(account: str) -> str:
    """Return the ARN of the role by which the management account enters a member account."""
    return entry_role_arn(account)
