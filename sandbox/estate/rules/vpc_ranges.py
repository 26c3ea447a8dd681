"""VPC ranges are valid for AWS, and large enough for the hub's subnets."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.subnet_layout import NARROWEST_VPC, WIDEST_VPC

_REFUSED = tuple(map(IPv4Network, ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4")))
"""This host, loopback, link-local, multicast, reserved."""

_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
"""Private blocks (RFC 1918) and the shared address space of carriers (RFC 6598)."""


@rule(
    title="VPC ranges are valid",
    why=(
        "AWS takes ranges of /16 to /28; a range narrower than /22 cannot hold the hub's subnets beside the tiers. "
        "From a VPC with a public range the hosts of the internet that own its addresses cannot be reached."
    ),
    reference="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find ranges that are too large, too small, public or reserved."""
    for name, account in estate.accounts.items():
        if account.vpc is None:
            continue
        at = ("accounts", name, "vpc", "cidr")
        cidr = account.vpc.cidr
        if cidr.prefixlen < WIDEST_VPC:
            yield Finding(at, f"{cidr} is wider than AWS allows", f"write /{WIDEST_VPC} to /{NARROWEST_VPC}")
        if cidr.prefixlen > NARROWEST_VPC:
            wider = cidr.supernet(new_prefix=NARROWEST_VPC)
            yield Finding(at, f"{cidr} is too small for the hub's subnets", f"write /{NARROWEST_VPC} or wider, {wider}")
        if any(cidr.overlaps(refused) for refused in _REFUSED):
            yield Finding(at, f"{cidr} holds addresses that no host may have", "write a private range, of 10.0.0.0/8")
        elif not any(cidr.subnet_of(block) for block in _PRIVATE):
            right = f"write a range of {', '.join(map(str, _PRIVATE))}"
            yield Finding(at, f"{cidr} is public: its addresses belong to others on the internet", right)
