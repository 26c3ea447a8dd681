"""CIDR blocks as EC2 reads them: canonical, of the sizes and ranges that it allows. Without I/O.

Source: "VPC CIDR blocks" and "Subnet CIDR blocks" in the Amazon VPC User Guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

from sandbox.emulated.errors import AwsError

LARGEST_BLOCK, SMALLEST_BLOCK = 16, 28
"""Prefix lengths of a VPC's or subnet's IPv4 block."""
VPC_IPV6_LENGTHS = range(44, 61, 4)
SUBNET_IPV6_LENGTHS = range(44, 65, 4)
"""Prefix lengths of IPv6 blocks: multiples of 4."""

UNUSABLE = [IPv4Network(it) for it in ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4")]
"""Ranges that no VPC may use."""
PRIVATE = [IPv4Network(it) for it in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16")]
"""Ranges of which a VPC that has one may not have another ("IPv4 CIDR block association restrictions")."""


def ipv4_block(text: str, parameter: str) -> IPv4Network:
    """Return an IPv4 block in its canonical form."""
    if re.fullmatch(r"[0-9.]+/[0-9]{1,2}", text):
        try:
            return IPv4Network(text, strict=False)
        except ValueError:
            pass
    raise _invalid(text, parameter)


def ipv6_block(text: str, parameter: str) -> IPv6Network:
    """Return an IPv6 block in its canonical form."""
    if re.fullmatch(r"[0-9a-fA-F:.]+/[0-9]{1,3}", text):
        try:
            return IPv6Network(text, strict=False)
        except ValueError:
            pass
    raise _invalid(text, parameter)


def vpc_block(text: str, parameter: str = "cidrBlock") -> IPv4Network:
    """Return the IPv4 block of a VPC."""
    found = ipv4_block(text, parameter)
    if not LARGEST_BLOCK <= found.prefixlen <= SMALLEST_BLOCK or any(found.overlaps(it) for it in UNUSABLE):
        raise AwsError("InvalidVpc.Range", f"The CIDR '{text}' is invalid.")
    return found


def subnet_block(text: str, within: Iterable[str]) -> IPv4Network:
    """Return the IPv4 block of a subnet, which is in one of the VPC's blocks."""
    found = ipv4_block(text, "cidrBlock")
    inside = any(found.subnet_of(IPv4Network(it)) for it in within)
    if not LARGEST_BLOCK <= found.prefixlen <= SMALLEST_BLOCK or not inside:
        raise AwsError("InvalidSubnet.Range", f"The CIDR '{text}' is invalid.")
    return found


def subnet_ipv6_block(text: str, within: Iterable[str]) -> IPv6Network:
    """Return the IPv6 block of a subnet, which is in one of the VPC's blocks."""
    found = ipv6_block(text, "ipv6CidrBlock")
    inside = any(found.subnet_of(IPv6Network(it)) for it in within)
    if found.prefixlen not in SUBNET_IPV6_LENGTHS or not inside:
        raise AwsError("InvalidSubnet.Range", f"The CIDR '{text}' is invalid.")
    return found


def check_secondary(block: IPv4Network, primary: str, others: Iterable[str], destinations: Iterable[str]) -> None:
    """Raise unless a VPC may have the block beside its others, given the destinations in its route tables."""
    if any(block.overlaps(IPv4Network(it)) for it in (primary, *others)):
        raise AwsError("InvalidVpc.Range", f"The CIDR '{block}' conflicts with a CIDR already associated with the VPC.")
    own = next((it for it in PRIVATE if IPv4Network(primary).subnet_of(it)), None)
    if any(block.overlaps(it) for it in PRIVATE if it != own):
        raise AwsError(
            "InvalidVpc.Range",
            f"The CIDR '{block}' is restricted. Use a CIDR from the same private address range as the current VPC"
            " CIDR, or use a publicly-routable CIDR. For additional restrictions, see"
            " https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Subnets.html",
        )
    for destination in destinations:
        if IPv4Network(destination).subnet_of(block):
            raise AwsError(
                "InvalidVpc.Range",
                f"The CIDR '{block}' is the same as or larger than {destination}, where a route of the VPC goes.",
            )


def check_apart(block: IPv4Network | IPv6Network, others: Iterable[str], code: str) -> None:
    """Raise where a block overlaps one of the others."""
    for other in others:
        found = ip_network(other)
        if found.version == block.version and block.overlaps(found):
            raise AwsError(code, f"The CIDR '{block}' conflicts with another subnet")


def overlapping(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether a block of one side overlaps a block of the other."""
    theirs = [ip_network(it) for it in others]
    return any(
        mine.version == it.version and mine.overlaps(it) for mine in (ip_network(one) for one in ones) for it in theirs
    )


def _invalid(text: str, parameter: str) -> AwsError:
    return AwsError(
        "InvalidParameterValue",
        f"Value ({text}) for parameter {parameter} is invalid. This is not a valid CIDR block.",
    )
