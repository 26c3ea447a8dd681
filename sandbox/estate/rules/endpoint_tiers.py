"""Every endpoint is in a tier that its account has."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.spelling import did_you_mean, listed


@rule(
    title="Endpoints are in a tier that exists",
    why="An endpoint is a network interface in one subnet of its account's VPC.",
    reference="design",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find endpoints whose account or tier does not exist."""
    for name, endpoint in estate.endpoints.items():
        at = ("endpoints", name)
        owner, slash, _ = name.partition("/")
        account = estate.accounts.get(owner)
        if not slash or name.count("/") > 1:
            yield Finding(
                at, f"{name} is not a valid endpoint name", "write account/name, for instance mobile/app", on_key=True
            )
        elif account is None:
            right = did_you_mean(owner, estate.accounts, kind="the accounts are")
            others = (("accounts", owner), ("accounts",))
            yield Finding(at, f"there is no account {owner}", right, others, on_key=True)
        elif account.vpc is None:
            vpc = ("accounts", owner, "vpc")
            yield Finding(at, f"{owner} has no VPC", f"add a vpc to {owner}", (vpc,), on_key=True)
        elif endpoint.tier not in account.vpc.tiers:
            right = f"its tiers are: {listed(account.vpc.tiers)}"
            tier = ("accounts", owner, "vpc", "tiers")
            yield Finding((*at, "tier"), f"{owner} has no tier {endpoint.tier}", right, (tier, (*tier, endpoint.tier)))
