"""The state of each BGP session, and what Amazon accepts on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.routing.lines import Lines
from sandbox.routing.model import Announcement, BgpSession, Topology
from sandbox.routing.routes import Path, SessionState

ROUTES_A_SESSION = {"private": 100, "transit": 100, "public": 1000}
"""Routes that a session takes by kind of interface; with one more it goes idle (Direct Connect User Guide, "Quotas",
https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html). A private or transit interface may be allocated
another number of each address family (same guide, "Prefix controls",
https://docs.aws.amazon.com/directconnect/latest/UserGuide/prefix-controls.html)."""
VPN_ROUTES = {"virtual-private-gateway": 100, "transit-gateway": 1000}
"""Routes that a customer gateway device may advertise to a VPN connection (Site-to-Site VPN User Guide, "Quotas",
https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html)."""
CONNECT_ROUTES = 1000
"""Routes that a Connect attachment takes (Transit Gateway Guide, "Quotas",
https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html)."""

DEFAULT_MED = {"interface": 0, "tunnel": 100, "connect": 100}
"""MED of a route without one, by the carrier of its session (Transit Gateway Guide, "Route evaluation order",
https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html)."""

ANY_FAMILY = 0


@dataclass(frozen=True, slots=True)
class CarriedSession:
    """A session with what carries it: an interface, a tunnel or a Connect attachment."""

    session: BgpSession
    via: str
    """Id of the virtual interface, VPN connection or Connect attachment."""
    carrier: str
    """A key of `DEFAULT_MED`."""
    limit: int
    """Routes that it takes."""
    problem: str = ""
    """Why its carrier is down."""
    router: str | None = None
    """Name of the customer's router."""
    family: int = 4
    """The family of its routes; `ANY_FAMILY` with MP-BGP."""

    @property
    def announcements(self) -> list[Announcement]:
        """Return the announcements of its family: each session carries its own, those of Connect peers both."""
        return [it for it in self.session.announcements if self.carries(it.prefix.version)]

    def carries(self, version: int) -> bool:
        """Return whether the session carries routes of an IP version."""
        return self.family in {ANY_FAMILY, version}

    def state(self) -> SessionState:
        """Return its state: of its carrier, of both ends' configuration, of the number of routes."""
        if self.problem:
            return SessionState(established=False, reason=self.problem)
        if self.session.problems:
            return SessionState(established=False, reason="; ".join(self.session.problems))
        count = len({it.prefix for it in self.announcements})
        if count > self.limit:
            return SessionState(established=False, reason=f"idle: {count} prefixes announced, at most {self.limit}")
        return SessionState(established=True)

    def accepted(self) -> Iterator[tuple[Announcement, Path]]:
        """Yield the announcements that Amazon accepts while the session is established, as paths.

        A route whose AS path has Amazon's own ASN is a loop and is ignored (RFC 4271, 9.1.2).
        """
        session = self.session
        for announcement in self.announcements:
            as_path = announcement.as_path or (session.customer_asn,)
            if session.amazon_asn in as_path:
                continue
            path = Path(
                via=self.via,
                session=session.id,
                as_path=as_path,
                med=DEFAULT_MED[self.carrier] if announcement.med is None else announcement.med,
                communities=announcement.communities,
                origin=session.origin,
            )
            yield announcement, path


def carried_sessions(topology: Topology, lines: Lines) -> list[CarriedSession]:
    """Return every session of virtual interfaces, VPN tunnels and Connect peers."""
    return [*_of_interfaces(topology, lines), *_of_tunnels(topology, lines), *_of_connect(topology, lines)]


def tunnel_router(topology: Topology, lines: Lines, connection: str) -> str | None:
    """Return the name of the router whose address is that of the VPN connection's customer gateway."""
    customer = topology.customer_gateways.get(topology.vpn_connections[connection].customer_gateway)
    return lines.router_with(customer.address if customer else None)


def _of_interfaces(topology: Topology, lines: Lines) -> Iterator[CarriedSession]:
    for interface in topology.virtual_interfaces.values():
        router = lines.router(interface.connection)
        down = "" if interface.available else "the virtual interface is not available"
        problem = down or lines.problem(interface.connection)
        for session in interface.sessions:
            name = session.router or router
            yield CarriedSession(
                session=session,
                via=interface.id,
                carrier="interface",
                limit=ROUTES_A_SESSION[interface.kind] if session.prefix_limit is None else session.prefix_limit,
                problem=problem or lines.router_problem(name),
                router=name,
                family=session.family,
            )


def _of_tunnels(topology: Topology, lines: Lines) -> Iterator[CarriedSession]:
    for connection in topology.vpn_connections.values():
        kind = "transit-gateway" if connection.gateway in topology.transit_gateways else "virtual-private-gateway"
        device = tunnel_router(topology, lines, connection.id)
        for tunnel in connection.tunnels:
            if session := tunnel.session:
                name = session.router or device
                down = "" if tunnel.up else f"tunnel {tunnel.outside_address} is down"
                yield CarriedSession(
                    session=session,
                    via=connection.id,
                    carrier="tunnel",
                    limit=VPN_ROUTES[kind],
                    problem=down or lines.router_problem(name),
                    router=name,
                    family=session.family,
                )


def _of_connect(topology: Topology, lines: Lines) -> Iterator[CarriedSession]:
    for (gateway, _), attachment in topology.transit_attachments.items():
        if attachment.type != "connect":
            continue
        transport = topology.transit_attachments.get((gateway, attachment.resource))
        problem = "" if attachment.available else f"attachment {attachment.id} is not available"
        if transport is None or not transport.available:
            problem = problem or f"transport attachment {attachment.resource} is not available"
        for session in attachment.sessions:
            yield CarriedSession(
                session=session,
                via=attachment.id,
                carrier="connect",
                limit=CONNECT_ROUTES,
                problem=problem or lines.router_problem(session.router),
                router=session.router,
                family=ANY_FAMILY,
            )
