"""Guardrails are attached to units that are there, at most as many as fit."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import did_you_mean

_MOST = 4
"""Service control policies at one target: five, of which FullAWSAccess is one."""

_RESOURCE_CONTROL = ("data-perimeter",)
"""Counted apart: resource control policies."""


@rule(
    title="Guardrails name units that are there",
    why="Organizations attaches a policy to the root, a unit or an account, and at most five of a type to each.",
    reference="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find guardrails of units that are not there, and targets with too many."""
    for unit in estate.guardrails.units:
        if unit not in estate.organization.units:
            right = did_you_mean(unit, estate.organization.units, kind="the units are")
            others = (("organization", "units"), ("organization", "units", unit))
            yield Finding(("guardrails", "units", unit), f"there is no unit {unit}", right, others, on_key=True)
    targets: tuple[tuple[Steps, tuple[str, ...]], ...] = (
        (("guardrails", "root"), estate.guardrails.root),
        *((("guardrails", "units", unit), policies) for unit, policies in estate.guardrails.units.items()),
    )
    for at, policies in targets:
        count = sum(policy not in _RESOURCE_CONTROL for policy in policies)
        if count > _MOST:
            wrong = f"{count} service control policies, but with FullAWSAccess a target takes {_MOST} more"
            yield Finding(at, wrong, "attach some of them at the root or at a unit instead")
