"""The private addresses that an interface of a subnet may have, without I/O."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network

from sandbox.emulated.errors import AwsError

RESERVED_AT_START = 4
"""Network, router, DNS server and future use; the broadcast address is reserved too."""


def reserved_addresses(network: IPv4Network) -> set[IPv4Address]:
    """Return the addresses of a subnet that AWS reserves."""
    first = [network.network_address + offset for offset in range(RESERVED_AT_START)]
    return {*first, network.broadcast_address}


def check_address(cidr: str, address: str, taken: Collection[str]) -> None:
    """Raise AWS's error where an interface in the subnet can not have the address."""
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
        raise AwsError("InvalidIPAddress.InUse", f"Address {address} is in use.")


def first_free(cidr: str, taken: Collection[str]) -> str:
    """Return the lowest address that an interface can still have."""
    network = IPv4Network(cidr)
    reserved = reserved_addresses(network)
    for address in network:
        if address not in reserved and str(address) not in taken:
            return str(address)
    raise AwsError("InsufficientFreeAddressesInSubnet", f"The subnet {cidr} has no free address left.")
