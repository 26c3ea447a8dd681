"""The data centres as their network teams describe them: routers, announced prefixes and lines."""

from __future__ import annotations

from dataclasses import dataclass

type Port = tuple[str, str]
"""Name and location, in upper case, by which AWS knows a line's end."""

UNNAMED = "datacentre"
"""The name of the only data centre of a document that names none."""


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
    prefixes: tuple[str, ...] | None = None
    """What the router announces on this interface; None: all that it announces, and nothing on a public one."""


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
    def port(self) -> Port:
        """Return the name and the location, in upper case, by which AWS knows the line's end."""
        return self.name, self.location.upper()


@dataclass(frozen=True)
class Router:
    """A customer router that differs from the rest of its data centre."""

    name: str
    asn: int | None = None
    """None: the data centre's."""
    prefixes: tuple[str, ...] | None = None
    """What it announces; None: the data centre's."""


@dataclass(frozen=True)
class DataCentre:
    """One data centre: the customer's end of its lines."""

    asn: int
    prefixes: tuple[str, ...]
    """Of both families; each session carries those of its own."""
    lines: tuple[Line, ...]
    name: str = UNNAMED
    routers: tuple[Router, ...] = ()
    """Those with an ASN or prefixes of their own."""

    def asn_of(self, line: Line) -> int:
        """Return the ASN of the router that a line ends on."""
        own = self._router(line)
        return self.asn if own is None or own.asn is None else own.asn

    def prefixes_of(self, line: Line) -> tuple[str, ...]:
        """Return what the router that a line ends on announces."""
        own = self._router(line)
        return self.prefixes if own is None or own.prefixes is None else own.prefixes

    def _router(self, line: Line) -> Router | None:
        return next((it for it in self.routers if it.name == line.router), None)


@dataclass(frozen=True)
class Cut:
    """A line that is down at the customer's or the carrier's end."""

    reason: str
    since: float
    """Seconds since the epoch."""
    left_out: bool = False
    """Whether it is down because the document no longer has it."""
