"""The data centre as its network team describes it: one ASN, the announced prefixes and the lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ipv6:
    """The customer router's half of an IPv6 session; for None the operator takes what AWS assigns.

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
        """Return the name and the location, in upper case, by which AWS knows the line's end."""
        return self.name, self.location.upper()


@dataclass(frozen=True)
class DataCentre:
    """The customer's end of all lines."""

    asn: int
    prefixes: tuple[str, ...]
    """Of both families; each session carries those of its own."""
    lines: tuple[Line, ...]
