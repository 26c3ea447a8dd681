"""Addresses and prefixes as intervals of integers."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, summarize_address_range
from typing import Literal

from sandbox.reach.headers.boxes import Interval
from sandbox.routing.model import Address, Prefix

type Family = Literal[4, 6]

IPV4: Family = 4
IPV6: Family = 6
FAMILIES: tuple[Family, Family] = (IPV4, IPV6)

_SPACE: dict[Family, Interval] = {4: (0, 2**32 - 1), 6: (0, 2**128 - 1)}


def full_space(family: Family) -> Interval:
    """Return all addresses of a family."""
    return _SPACE[family]


def prefix_interval(prefix: Prefix) -> Interval:
    """Return the addresses of a prefix."""
    return int(prefix.network_address), int(prefix.broadcast_address)


def address_interval(address: Address) -> Interval:
    """Return one address as an interval."""
    return int(address), int(address)


def family_of(value: Address | Prefix) -> Family:
    """Return the family of an address or a prefix."""
    return IPV4 if value.version == IPV4 else IPV6


def as_prefixes(intervals: Iterable[Interval], family: Family) -> tuple[Prefix, ...]:
    """Return the prefixes that cover intervals exactly."""
    found: list[Prefix] = []
    for first, last in intervals:
        if family == IPV4:
            found.extend(summarize_address_range(IPv4Address(first), IPv4Address(last)))
        else:
            found.extend(summarize_address_range(IPv6Address(first), IPv6Address(last)))
    return tuple(found)
