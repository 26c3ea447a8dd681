"""A VPC's range is large enough for its tiers."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.subnet_layout import NARROWEST_SUBNET, NARROWEST_VPC, WIDEST_VPC, widest


@rule(
    title="Tiers fit their range",
    why=(
        "app owns a half of the range, data a quarter and public an eighth, each divided over four zones, so that no "
        "subnet ever moves; AWS takes no subnet smaller than /28."
    ),
    reference="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find tiers whose subnets are larger than their part of the range, or smaller than AWS allows."""
    for name, account in estate.accounts.items():
        if account.vpc is None or account.vpc.cidr.prefixlen > NARROWEST_VPC:
            continue
        cidr = account.vpc.cidr
        for tier, prefix in account.vpc.tiers.items():
            at = ("accounts", name, "vpc", "tiers", tier)
            others = (("accounts", name, "vpc", "cidr"),)
            most = widest(cidr, tier)
            if prefix < most:
                wrong = f"{cidr} of {name} is too small for {tier} subnets of /{prefix}"
                right = f"write {tier}: {most} to {NARROWEST_SUBNET}{_or_range(cidr.prefixlen - most + prefix)}"
                yield Finding(at, wrong, right, others)
            elif prefix > NARROWEST_SUBNET:
                yield Finding(
                    at, f"AWS takes no subnet of /{prefix}", f"write {tier}: {most} to {NARROWEST_SUBNET}", others
                )


def _or_range(prefix: int) -> str:
    return f", or a range of /{prefix}" if prefix >= WIDEST_VPC else ""
