"""Names that are looked up are unambiguous."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.facts.entry_role import ENTRY_ROLE

_RESERVED: Mapping[str, str] = MappingProxyType(
    {
        "all": "the stack that holds the whole estate",
        "datacentre": "the data centre as client and as route",
        "internet": "the internet as client",
        "management": "the provider of the management account",
        "organization": "the stack that holds the organization",
    }
)
"""Reserved names wherever an account or a table can be named, and their meaning."""

_ROOT = "root"
"""The name of the organization's root as a target of guardrails."""

_OWN = "own-"
"""Prefix of the tables of accounts with a `reaches`."""

_ROLES = ("boundary", "break-glass", ENTRY_ROLE)
"""Names that every account already uses."""


@rule(
    title="Names are unique",
    why="Tables, endpoints, stacks and roles are looked up by one word each.",
    reference="design",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find lines of the same name, and accounts, tables or jobs whose name is already in use."""
    yield from _lines(estate)
    management = estate.organization.management.name
    if management in estate.accounts:
        at = ("organization", "management", "name")
        right = "rename one; the management account is not a member of a unit"
        yield Finding(at, f"{management} is also the name of a member account", right, others=(("accounts",),))
    taken = {**_RESERVED, estate.organization.department_unit: "the unit of the departments, which shares the hub"}
    for name in estate.accounts:
        if name in taken:
            wrong = f"{name} is also the name of {taken[name]}"
            yield Finding(("accounts", name), wrong, "rename the account", on_key=True)
    if _ROOT in estate.organization.units:
        at = ("organization", "units", _ROOT)
        yield Finding(at, f"{_ROOT} is the unit above all units", "rename the unit", on_key=True)
    for name in estate.transit.tables:
        if name in _RESERVED or name in estate.accounts or name.startswith(_OWN):
            yield Finding(
                ("transit", "tables", name),
                _table_taken(estate, name),
                "rename the table",
                (("accounts",),),
                on_key=True,
            )
    for job in estate.jobs:
        if job in _ROLES:
            yield Finding(("jobs", job), f"{job} is also the name of another role", "rename the job", on_key=True)


def _table_taken(estate: Estate, name: str) -> str:
    if name in estate.accounts:
        return f"{name} is also the name of an account"
    if name in _RESERVED:
        return f"{name} is also the name of {_RESERVED[name]}"
    return f"{name} could also be the table of an account with `reaches`: those start with {_OWN}"


def _lines(estate: Estate) -> Iterator[Finding]:
    names: dict[str, Steps] = {}
    for place, line in enumerate(estate.datacentre.lines):
        at: Steps = ("datacentre", "lines", place, "name")
        first = names.setdefault(line.name, at)
        if first != at:
            wrong = f"{line.name} is also the name of line {int(first[2]) + 1}"
            yield Finding(at, wrong, "rename one", twin=first)
