"""BGP sessions over Direct Connect and VPN: which are up, and what each end learned, for one address at a time.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html
https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.routing.model import (
    Address,
    BgpSession,
    Prefix,
    Router,
    Topology,
    VirtualInterface,
    VpnConnection,
)
from tests.sandbox.reach.packet_walker.filters import inside

MOST_PREFIXES = 100
"""Prefixes of one session of a private or transit interface, or of a VPN: one more, and the session goes idle."""

PREFERENCES = {"7224:7300": 3, "7224:7200": 2, "7224:7100": 1}
_MEDIUM = 2
"""Preference without a community, of a location in the destination's own Region."""
DIRECT_CONNECT, STATIC_VPN, BGP_VPN = 0, 1, 2
"""Ranks of routes with one destination on a virtual private gateway."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A route to the data centre over one virtual interface or VPN connection."""

    destination: Prefix
    rank: int
    via: VirtualInterface | VpnConnection
    router: Router
    preference: tuple[int, int, int] = (0, 0, 0)
    """Local preference, then the shorter AS path, then the lower MED: higher is preferred."""


class Sessions:
    """The sessions of a topology."""

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self.routers = {router.name: router for dc in topology.datacentres.values() for router in dc.routers}

    def line_is_up(self, interface: VirtualInterface) -> bool:
        connection = self.topology.connections.get(interface.connection)
        if connection is not None:
            return connection.up and (connection.lag is None or self._lag_is_up(connection.lag))
        return self._lag_is_up(interface.connection)

    def _lag_is_up(self, name: str) -> bool:
        lag = self.topology.lags.get(name)
        working = [c for c in self.topology.connections.values() if c.lag == name and c.up]
        return lag is not None and len(working) >= max(1, lag.minimum_links)

    def established(self, session: BgpSession, carrier_up: bool) -> Router | None:
        """Return the router at the far end of a session that is up."""
        router = self.routers.get(session.router or "")
        if not carrier_up or session.problems or router is None or not router.up:
            return None
        return router if len(session.announcements) <= MOST_PREFIXES else None

    def over_interface(self, interface: VirtualInterface, address: Address) -> Iterator[tuple[BgpSession, Router]]:
        """Yield the sessions of an interface that are up and carry the address's family."""
        for session in interface.sessions:
            router = self.established(session, interface.available and self.line_is_up(interface))
            if router is not None and session.family == address.version:
                yield session, router

    def vpn_router(self, vpn: VpnConnection) -> Router | None:
        customer = self.topology.customer_gateways.get(vpn.customer_gateway)
        for router in self.routers.values():
            if customer is not None and customer.address in router.addresses:
                return router
        return None

    def tunnels(self, vpn: VpnConnection) -> Iterator[tuple[BgpSession | None, Router]]:
        """Yield the session and the router of each tunnel that carries traffic."""
        for tunnel in vpn.tunnels:
            if not tunnel.up:
                continue
            if tunnel.session is None:
                router = self.vpn_router(vpn)
                if router is not None and router.up:
                    yield None, router
            elif (far := self.established(tunnel.session, carrier_up=True)) is not None:
                yield tunnel.session, far

    def interface_routes(self, gateways: set[str], address: Address) -> Iterator[Learned]:
        """Yield what the interfaces of these gateways learned for an address."""
        for interface in self.topology.virtual_interfaces.values():
            if interface.gateway not in gateways:
                continue
            for session, router in self.over_interface(interface, address):
                for one in session.announcements:
                    if inside(address, one.prefix):
                        local = max((PREFERENCES[c] for c in one.communities if c in PREFERENCES), default=_MEDIUM)
                        preference = (local, -max(1, len(one.as_path)), -(one.med or 0))
                        yield Learned(one.prefix, DIRECT_CONNECT, interface, router, preference)

    def vpn_routes(self, gateway: str, address: Address) -> Iterator[Learned]:
        """Yield what the VPN connections of a virtual private or transit gateway learned for an address."""
        for vpn in self.topology.vpn_connections.values():
            if vpn.gateway != gateway:
                continue
            for session, router in self.tunnels(vpn):
                for one in session.announcements if session else ():
                    if inside(address, one.prefix):
                        preference = (0, -max(1, len(one.as_path)), -(one.med or 0))
                        yield Learned(one.prefix, BGP_VPN, vpn, router, preference)
                for prefix in vpn.static_routes or ():
                    if inside(address, prefix):
                        yield Learned(prefix, STATIC_VPN, vpn, router)

    def private_gateway_routes(self, gateway: str, address: Address) -> list[Learned]:
        """Return the routes of a virtual private gateway to an address that carry traffic."""
        direct = {gateway} | {
            one.gateway for one in self.topology.direct_connect_associations.values() if one.associated == gateway
        }
        return best([*self.interface_routes(direct, address), *self.vpn_routes(gateway, address)])


def best(routes: list[Learned]) -> list[Learned]:
    """Return the routes with the longest prefix, the lowest rank and the highest preference."""
    if not routes:
        return []

    def order(one: Learned) -> tuple[int, int, tuple[int, int, int]]:
        return one.destination.prefixlen, -one.rank, one.preference

    first = max(map(order, routes))
    return [one for one in routes if order(one) == first]
