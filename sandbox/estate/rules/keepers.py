"""The accounts that keep the organization's trail, its network and the Legacy VPC are there."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps

_ACCOUNTS: Steps = ("accounts",)


@rule(
    title="security, network and legacy are there",
    why=(
        "The trail is kept in security; network owns the lines, the transit gateway and the resolver endpoints, which "
        "stand in its VPC; legacy's virtual private gateway ends the private interfaces."
    ),
    reference="design",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find keepers that are missing, or lack what they keep."""
    for name in ("security", "network", "legacy"):
        if name not in estate.accounts:
            yield Finding(_ACCOUNTS, f"there is no account {name}", f"add {name}, in unit infrastructure", on_key=True)
    for name in ("network", "legacy"):
        account = estate.accounts.get(name)
        if account is not None and account.vpc is None:
            at = (*_ACCOUNTS, name)
            yield Finding(at, f"{name} has no VPC", "add vpc: {cidr, tiers}", ((*at, "vpc"),), on_key=True)
    legacy = estate.accounts.get("legacy")
    if legacy is not None and legacy.vpc is not None and legacy.vpc.gateway_asn is None:
        at = (*_ACCOUNTS, "legacy", "vpc")
        right = "add gateway_asn: 64512, or another private ASN that is free"
        yield Finding(at, "legacy has no virtual private gateway", right, ((*at, "gateway_asn"),), on_key=True)
