"""Find the route of a table that an address takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from sandbox.routing.model import Address, Prefix
from sandbox.routing.prefix_order import contains


class HasDestination(Protocol):
    """A route of any kind of table."""

    @property
    def destination(self) -> Prefix:
        """Return the prefix that it matches."""


def lookup[R: HasDestination](table_routes: Iterable[R], address: Address) -> R | None:
    """Return the route with the longest prefix that contains the address, a blackhole included.

    `table_routes` are those of a computed table: one a destination, so that the longest prefix alone decides; other
    priorities were applied when the table was computed. IPv4 and IPv6 are independent (VPC User Guide, "How route
    priority works", https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html).
    """
    matching = [route for route in table_routes if contains(route.destination, address)]
    return max(matching, key=lambda it: it.destination.prefixlen, default=None)
