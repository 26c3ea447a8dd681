"""A tier's subnets have an address for each of its endpoints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.subnet_layout import ZONES_USED, endpoint_capacity


@rule(
    title="Endpoints fit their subnets",
    why="Each has its own address, and AWS keeps five addresses of every subnet.",
    reference="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find tiers with more endpoints than addresses."""
    wanted = Counter((name.partition("/")[0], endpoint.tier) for name, endpoint in estate.endpoints.items())
    for (name, tier), count in wanted.items():
        account = estate.accounts.get(name)
        if account is None or account.vpc is None or tier not in account.vpc.tiers:
            continue
        addresses = ZONES_USED * endpoint_capacity(account.vpc.tiers[tier])
        if count > addresses:
            at = ("accounts", name, "vpc", "tiers", tier)
            wrong = f"{count} endpoints in tier {tier} of {name}, but {addresses} addresses"
            yield Finding(at, wrong, "write a smaller number, for wider subnets", others=(("endpoints",),))
