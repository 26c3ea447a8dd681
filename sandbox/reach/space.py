"""The address space of the internet."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Network, IPv6Network

from sandbox.reach.headers import Interval, prefix_interval
from sandbox.reach.headers.ranges import IPV6, Family, family_of
from sandbox.routing.model import Prefix

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
"""RFC 1918."""
SHARED = (IPv4Network("100.64.0.0/10"),)
"""RFC 6598."""
_SPECIAL = ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/3")
NOT_ROUTED = (*PRIVATE, *SHARED, *map(IPv4Network, _SPECIAL))
"""IPv4 that the internet does not route: RFC 6890."""
GLOBAL_UNICAST = (IPv6Network("2000::/3"),)
"""RFC 4291."""


@cache
def public_intervals(family: Family) -> tuple[Interval, ...]:
    """Return the addresses that the internet routes."""
    if family == IPV6:
        return tuple(map(prefix_interval, GLOBAL_UNICAST))
    found = []
    first = 0
    for prefix in sorted(NOT_ROUTED):
        low, high = prefix_interval(prefix)
        if first < low:
            found.append((first, low - 1))
        first = high + 1
    return tuple(found)


def is_public(prefix: Prefix) -> bool:
    """Return whether the internet routes some address of a prefix."""
    low, high = prefix_interval(prefix)
    return any(first <= high and low <= last for first, last in public_intervals(family_of(prefix)))
