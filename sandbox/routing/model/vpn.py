"""Site-to-Site VPN: customer gateways and connections with their two tunnels."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.origin import Origin
from sandbox.routing.model.bgp import BgpSession
from sandbox.routing.model.prefixes import Address, Prefix


@dataclass(frozen=True, slots=True)
class CustomerGateway:
    """The customer's device of VPN connections."""

    id: str
    account: str
    asn: int
    address: Address | None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class VpnTunnel:
    """One tunnel of a connection."""

    outside_address: Address
    up: bool
    session: BgpSession | None = None
    """None with static routes."""


@dataclass(frozen=True, slots=True)
class VpnConnection:
    """A VPN connection; a transit gateway's is also an attachment of type `vpn`."""

    id: str
    account: str
    region: str
    customer_gateway: str
    gateway: str | None
    """Id of the virtual private or transit gateway."""
    tunnels: tuple[VpnTunnel, ...]
    static_routes: tuple[Prefix, ...] | None = None
    """None with BGP."""
    private: bool = False
    """Whether its outside addresses are private: it runs over a Direct Connect gateway's attachment."""
    name: str = ""
    origin: Origin | None = None
