"""The order of prefixes, and whether one lies in another."""

from __future__ import annotations

from sandbox.routing.model import Address, Prefix

IPV4 = 4
"""Version of IPv4 in `ipaddress`."""


def most_specific_first(prefix: Prefix) -> tuple[int, int, int]:
    """Return a sort key: IPv4 before IPv6, longer prefixes first, then by address."""
    return prefix.version, -prefix.prefixlen, int(prefix.network_address)


def by_address(prefix: Prefix) -> tuple[int, int, int]:
    """Return a sort key: IPv4 before IPv6, then by address, of one address the shorter prefix first."""
    return prefix.version, int(prefix.network_address), prefix.prefixlen


def covers(outer: Prefix, inner: Prefix) -> bool:
    """Return whether the whole inner prefix lies in the outer one."""
    if outer.version != inner.version or outer.prefixlen > inner.prefixlen:
        return False
    shift = outer.max_prefixlen - outer.prefixlen
    return int(outer.network_address) >> shift == int(inner.network_address) >> shift


def contains(prefix: Prefix, address: Address) -> bool:
    """Return whether the address lies in the prefix."""
    if prefix.version != address.version:
        return False
    shift = prefix.max_prefixlen - prefix.prefixlen
    return int(prefix.network_address) >> shift == int(address) >> shift
