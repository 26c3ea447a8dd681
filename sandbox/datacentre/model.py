"""The data centre as its network team writes it down: one ASN, what it announces, and the lines that leave it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ipv6:
    """The customer router's half of an IPv6 session; what is None the operator copies from what AWS gives.

    AWS chooses the addresses of IPv6 peers itself, so no plan can know them.
    """

    customer_address: str | None = None
    amazon_address: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Interface:
    """The customer router's half of a virtual interface."""

    vlan: int
    customer_address: str
    amazon_address: str
    amazon_asn: int
    key: str | None
    """None: the operator copies the key from the router configuration that AWS gives."""
    ipv6: Ipv6 | None = None
    """None: the router speaks IPv4 alone on this interface."""


@dataclass(frozen=True)
class Line:
    """A line from a router of the data centre into a Direct Connect location."""

    name: str
    router: str
    location: str
    bandwidth: str
    preference: str
    interfaces: dict[str, Interface]

    @property
    def port(self) -> tuple[str, str]:
        """What AWS knows the line's end by: name and place, whose code has no case."""
        return self.name, self.location.upper()


@dataclass(frozen=True)
class DataCentre:
    """The customer's end of everything."""

    asn: int
    prefixes: tuple[str, ...]
    """Of both families; each session carries those of its own."""
    lines: tuple[Line, ...]
