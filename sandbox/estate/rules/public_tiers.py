"""Only accounts that may have an internet gateway have a public tier."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule


@rule(
    title="Public tiers are allowed",
    why="The guardrail no-internet-gateway denies the gateway that a public tier's route needs.",
    reference="design",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find public tiers of accounts without internet access."""
    for name, account in estate.accounts.items():
        if account.vpc is not None and "public" in account.vpc.tiers and not account.internet:
            at = ("accounts", name, "vpc", "tiers", "public")
            others = (("accounts", name, "internet"),)
            wrong = f"{name} may have no public tier"
            yield Finding(at, wrong, f"add internet: true to {name}, or leave the tier out", others, on_key=True)
