"""The customer's data centres and their routers."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.origin import Origin
from sandbox.routing.model.prefixes import Address, Prefix


@dataclass(frozen=True, slots=True)
class Router:
    """A customer router: the far end of lines and VPN connections."""

    name: str
    asn: int
    addresses: tuple[Address, ...] = ()
    """Its addresses on virtual interfaces, and its public address where it ends VPN tunnels."""
    announced: tuple[Prefix, ...] = ()
    up: bool = True
    static_routes: tuple[tuple[Prefix, Address], ...] = ()
    """Prefix and next hop."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class DataCentre:
    """A data centre: its prefixes are behind all its routers, which reach each other."""

    name: str
    prefixes: tuple[Prefix, ...]
    routers: tuple[Router, ...]
    origin: Origin | None = None
