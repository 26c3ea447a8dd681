"""IpAddress: IPv4 and IPv6 addresses in CIDR ranges; without a mask the range is the one address."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache

from sandbox.iam import cache_sizes
from sandbox.iam.conditions.operator import Compiled, Operator, both
from sandbox.iam.errors import MalformedValue

type _Range = tuple[int, int, int]
"""IP version, mask, network: all as integers, so that a test is one `and`."""
_CIDR = re.compile(r"[0-9A-Fa-f.:]+(/[0-9]{1,3})?")
"""A length after the slash, for the standard library would also take a mask."""


@lru_cache(maxsize=cache_sizes.KEYS)
def _address(text: str) -> tuple[int, int] | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return address.version, int(address)


def _range(text: str) -> _Range:
    if not _CIDR.fullmatch(text):
        raise MalformedValue(f"{text!r} is not an address range: write it as CIDR, 203.0.113.0/24 or 2001:db8::/32")
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise MalformedValue(f"{text!r} is not an address range: {error}") from error
    return network.version, int(network.netmask), int(network.network_address)


def _within(values: Sequence[str], variables: bool) -> Compiled:
    del variables
    ranges = [_range(value) for value in values]

    def test(value: str) -> bool:
        given = _address(value)
        if given is None:
            return False
        version, address = given
        return any(version == kind and address & mask == network for kind, mask, network in ranges)

    return Compiled(test)


OPERATORS: dict[str, Operator] = both("IpAddress", "NotIpAddress", _within)
