"""Every account is in one unit, and every member of a unit is an account."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import did_you_mean, listed


@rule(
    title="Each account is in one unit",
    why="An account outside the units has the root's guardrails only; Organizations keeps an account in one unit.",
    reference="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_ous.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find members that are not accounts, accounts in two units or in none, and a missing department unit."""
    homes: dict[str, str] = {}
    for unit, members in estate.organization.units.items():
        for place, member in enumerate(members):
            at = ("organization", "units", unit, place)
            if member not in estate.accounts:
                right = did_you_mean(member, estate.accounts, kind="the accounts are")
                yield Finding(at, f"there is no account {member}", right, others=(("accounts", member), ("accounts",)))
            elif homes.setdefault(member, unit) != unit:
                yield Finding(at, f"{member} is also in unit {homes[member]}", "keep it in one unit")
    unit = estate.organization.department_unit
    if "department_unit" in estate.organization.model_fields_set and unit not in estate.organization.units:
        right = did_you_mean(unit, estate.organization.units, kind="the units are")
        units: tuple[Steps, ...] = (("organization", "units"), ("organization", "units", unit))
        yield Finding(("organization", "department_unit"), f"there is no unit {unit}", right, units)
    for account in estate.accounts:
        if account not in homes:
            right = f"add it to one of the units {listed(estate.organization.units)}"
            others = (("organization", "units"),)
            yield Finding(("accounts", account), f"{account} is in no unit", right, others, on_key=True)
