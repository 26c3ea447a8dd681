"""The private addresses that an interface of a subnet may have, without I/O."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from sandbox.emulated.errors import AwsError

RESERVED_AT_START = 4
"""Network, router, DNS server and future use; the broadcast address is reserved too."""


def reserved_addresses(network: IPv4Network) -> set[IPv4Address]:
    """Return the addresses of a subnet that AWS reserves."""
    first = [network.network_address + offset for offset in range(RESERVED_AT_START)]
    return {*first, network.broadcast_address}


def check_address(cidr: str, address: str, taken: Collection[str], in_use: str = "InvalidIPAddress.InUse") -> None:
    """Raise AWS's error where an interface in the subnet can not have the address.

    `in_use` is the code for an address of another interface.
    """
    network = IPv4Network(cidr)
    try:
        wanted = IPv4Address(address)
    except ValueError as bad:
        raise AwsError("InvalidParameterValue", f"Value ({address}) for parameter address is invalid.") from bad
    if wanted not in network:
        raise AwsError("InvalidParameterValue", f"Address {address} does not fall within the subnet's address range")
    if wanted in reserved_addresses(network):
        raise AwsError("InvalidParameterValue", f"Address {address} is in subnet's reserved address range")
    if address in taken:
        raise AwsError(in_use, f"Address {address} is in use.")


def first_free(cidr: str, taken: Collection[str], kept_back: Iterable[str] = ()) -> str:
    """Return the lowest address that AWS may assign; `kept_back` are the subnet's CIDR reservations."""
    network = IPv4Network(cidr)
    reserved = reserved_addresses(network)
    ranges = [found for found in map(ip_network, kept_back) if isinstance(found, IPv4Network)]
    for address in network:
        free = address not in reserved and str(address) not in taken
        if free and not any(address in each for each in ranges):
            return str(address)
    raise AwsError("InsufficientFreeAddressesInSubnet", f"The subnet {cidr} has no free address left.")


def check_ipv6_address(cidr: str, address: str, taken: Collection[str]) -> str:
    """Return an IPv6 address in its canonical form; raise where an interface in the subnet can not have it."""
    network = IPv6Network(cidr)
    try:
        wanted = IPv6Address(address)
    except ValueError as bad:
        raise AwsError("InvalidParameterValue", f"Value ({address}) for parameter ipv6Addresses is invalid.") from bad
    last = network.network_address + (network.num_addresses - 1)
    if (
        wanted not in network
        or wanted - int(network.network_address) < IPv6Address(RESERVED_AT_START)
        or wanted == last
    ):
        raise AwsError(
            "InvalidParameterValue", f"Address {address} does not fall within the subnet's IPv6 address range"
        )
    if str(wanted) in taken:
        raise AwsError("InvalidIPAddress.InUse", f"Address {address} is in use.")
    return str(wanted)
