"""Direct Connect: connections, LAGs, virtual interfaces, gateways and their associations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model.bgp import BgpSession
from sandbox.routing.model.prefixes import Prefix


@dataclass(frozen=True, slots=True)
class Connection:
    """A line: a dedicated or hosted connection."""

    id: str
    account: str
    name: str
    location: str
    region: str
    """Region that the location belongs to."""
    bandwidth: str
    up: bool = True
    reason: str = ""
    """Why it is down."""
    lag: str | None = None
    router: str | None = None
    """Name of the customer's router at its far end."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Lag:
    """A link aggregation group: down with fewer connections up than its minimum."""

    id: str
    account: str
    name: str
    location: str
    region: str
    minimum_links: int = 0
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class VirtualInterface:
    """A virtual interface with its BGP sessions."""

    id: str
    account: str
    name: str
    connection: str
    """Id of the connection or LAG."""
    kind: Literal["private", "public", "transit"]
    vlan: int
    gateway: str | None
    """Id of the Direct Connect gateway, or of a virtual private gateway; None for a public interface."""
    sessions: tuple[BgpSession, ...] = ()
    available: bool = True
    """False while it waits for confirmation."""
    site_link: bool = False
    prefixes: tuple[Prefix, ...] = ()
    """What a public interface may announce."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class DirectConnectGateway:
    """A Direct Connect gateway: global."""

    id: str
    account: str
    name: str
    asn: int
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class DirectConnectAssociation:
    """The association of a Direct Connect gateway with a virtual private or transit gateway."""

    id: str
    gateway: str
    associated: str
    """Id of the virtual private or transit gateway."""
    allowed_prefixes: tuple[Prefix, ...]
    """What the gateway may announce to the data centre; for a transit gateway it is what it announces."""
    origin: Origin | None = None
