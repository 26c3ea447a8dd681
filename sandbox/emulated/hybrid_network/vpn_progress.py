"""Advance the states of VPN connections, their tunnels and their gateways."""

from __future__ import annotations

from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, VISIBLE_SECONDS, Stateful, Timetable
from sandbox.emulated.hybrid_network.vpn_model import (
    GONE,
    Tunnel,
    TunnelSession,
    VirtualGateway,
    VpnConnection,
    VpnNetwork,
)
from sandbox.routing.sessions import VPN_ROUTES

CREATED_AND_DELETED: Timetable = {
    "pending": (TRANSITION_SECONDS, "available"),
    "modifying": (TRANSITION_SECONDS, "available"),
    "deleting": (TRANSITION_SECONDS, "deleted"),
}
ATTACHMENT: Timetable = {
    "attaching": (TRANSITION_SECONDS, "attached"),
    "detaching": (TRANSITION_SECONDS, "detached"),
}
TUNNEL_SECONDS = 3 * TRANSITION_SECONDS
"""From agreement of both ends to an established tunnel with its BGP session."""
NO_DEVICE = TunnelSession(mismatches=("no customer gateway device answers",))


def advance(network: VpnNetwork, now: float) -> None:
    """Bring every state to `now`, in seconds since the epoch."""
    for customer in network.customer_gateways.values():
        customer.settle(CREATED_AND_DELETED, now)
    for gateway in network.virtual_gateways.values():
        _advance_gateway(gateway, now)
    for connection in network.connections.values():
        _advance_connection(network, connection, now)
    _drop(network.customer_gateways, now)
    _drop(network.virtual_gateways, now)
    _drop(network.connections, now)


def session(network: VpnNetwork, connection: VpnConnection, number: int) -> TunnelSession:
    """Return the state of tunnel 1 or 2: the device's view, then AWS's quota of routes."""
    gateway = network.customer_gateways.get(connection.customer_gateway)
    if network.far_end is None or gateway is None:
        return NO_DEVICE
    found = network.far_end.tunnel(gateway, connection, number)
    limit = VPN_ROUTES["transit-gateway" if connection.transit_gateway else "virtual-private-gateway"]
    if len(found.prefixes) > limit:
        return TunnelSession(
            mismatches=(f"routes: the device announces {len(found.prefixes)} prefixes, AWS closes above {limit}",)
        )
    return found


def _advance_gateway(gateway: VirtualGateway, now: float) -> None:
    gateway.settle(CREATED_AND_DELETED, now)
    for attachment in gateway.attachments:
        attachment.settle(ATTACHMENT, now)
    gateway.attachments = [
        it for it in gateway.attachments if it.state != "detached" or now <= it.since + VISIBLE_SECONDS
    ]


def _advance_connection(network: VpnNetwork, connection: VpnConnection, now: float) -> None:
    connection.settle(CREATED_AND_DELETED, now)
    for route in connection.routes.values():
        route.settle(CREATED_AND_DELETED, now)
    connection.routes = {cidr: it for cidr, it in connection.routes.items() if it.state not in GONE}
    attached = connection.virtual_gateway is not None or connection.transit_gateway is not None
    for number, tunnel in enumerate(connection.tunnels, start=1):
        if connection.state == "available" and attached:
            _move(tunnel, session(network, connection, number), connection, now)
        else:
            tunnel.restart(now)


def _move(tunnel: Tunnel, found: TunnelSession, connection: VpnConnection, now: float) -> None:
    """Bring a tunnel up some seconds after both ends agree; take it down at once when they do not."""
    if found.mismatches:
        tunnel.restart(now)
        return
    if tunnel.agreed_since is None:
        tunnel.agreed_since = now
    if now < tunnel.agreed_since + TUNNEL_SECONDS:
        return
    if tunnel.status != "UP":
        tunnel.status, tunnel.status_since = "UP", now
    if connection.static_routes_only:
        tunnel.received, tunnel.status_text = (), "IPSEC IS UP"
    else:
        tunnel.received, tunnel.status_text = found.prefixes, f"{len(found.prefixes)} BGP ROUTES"


def _drop[T: Stateful](found: dict[str, T], now: float) -> None:
    for key in [key for key, it in found.items() if it.state in GONE and now > it.since + VISIBLE_SECONDS]:
        del found[key]
