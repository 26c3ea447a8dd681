"""Guardrails are attached to units that exist, within AWS's quotas."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import did_you_mean

_MOST = 4
"""Service control policies of one target: five, one of them FullAWSAccess."""

_RESOURCE_CONTROL = ("data-perimeter",)
"""Resource control policies of one target, which AWS counts separately."""


@rule(
    title="Guardrails name units that exist",
    why="Organizations attaches a policy to the root, a unit or an account, and at most five of a type to each.",
    reference="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find guardrails of units that do not exist, and targets with too many."""
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
