"""The routes that Amazon's gateways learn from the customer: over Direct Connect, VPN and Connect."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.routing.lines import Lines
from sandbox.routing.model import Prefix, Topology, VpnConnection
from sandbox.routing.path_selection import learned, select, with_preference
from sandbox.routing.prefix_order import most_specific_first
from sandbox.routing.received_paths import PathsTo, Received
from sandbox.routing.routes import LearnedRoute, Path
from sandbox.routing.sessions import tunnel_router


class DirectConnectRoutes:
    """What Direct Connect gateways learned, seen from a Region."""

    def __init__(self, topology: Topology, lines: Lines, received: Received) -> None:
        self._received = received
        self._location = {it.id: lines.region(it.connection) for it in topology.virtual_interfaces.values()}
        self._interfaces: dict[str, list[str]] = {}
        for interface in sorted(topology.virtual_interfaces.values(), key=lambda it: it.id):
            if interface.gateway:
                self._interfaces.setdefault(interface.gateway, []).append(interface.id)
        self._known: dict[tuple[str, str | None], tuple[LearnedRoute, ...]] = {}

    def of_gateway(self, gateway: str, region: str | None) -> tuple[LearnedRoute, ...]:
        """Return the routes of a Direct Connect or virtual private gateway's interfaces, for traffic from a Region."""
        key = gateway, region
        if key not in self._known:
            self._known[key] = learned(self._paths(gateway, region))
        return self._known[key]

    def _paths(self, gateway: str, region: str | None) -> PathsTo:
        found: PathsTo = {}
        for interface in self._interfaces.get(gateway, ()):
            for prefix, paths in self._received.interfaces.get(interface, {}).items():
                ranked = [with_preference(it, self._location[interface], region) for it in paths]
                found.setdefault(prefix, []).extend(ranked)
        return found

    def of_interface(self, interface: str) -> tuple[LearnedRoute, ...]:
        """Return what was accepted on an interface's sessions."""
        paths = self._received.interfaces.get(interface, {})
        return learned({to: [with_preference(it, None, None) for it in found] for to, found in paths.items()})


def vpn_routes(
    topology: Topology, lines: Lines, received: Received, connection: VpnConnection
) -> tuple[LearnedRoute, ...]:
    """Return what a VPN connection brings to its gateway.

    Static routes count while a tunnel is up (VPC User Guide, "Route propagation"). Both tunnels carry traffic only on
    a transit gateway with ECMP support ("ECMP is not supported for Site-to-Site VPN connections on a virtual private
    gateway", Site-to-Site VPN User Guide, "Route priority"), and a transit gateway's static routes are in its tables.
    """
    gateway = topology.transit_gateways.get(connection.gateway or "")
    if connection.static_routes is None:
        return learned(received.tunnels.get(connection.id, {}), multipath=gateway is not None and gateway.vpn_ecmp)
    if gateway is not None or not has_tunnel(topology, lines, connection):
        return ()
    path = Path(via=connection.id, origin=connection.origin)
    prefixes = sorted(set(connection.static_routes), key=most_specific_first)
    return tuple(LearnedRoute(destination=prefix, paths=(path,)) for prefix in prefixes)


def has_tunnel(topology: Topology, lines: Lines, connection: VpnConnection) -> bool:
    """Return whether a tunnel of a VPN connection is up, and the customer's router with it."""
    return any(it.up for it in connection.tunnels) and not lines.router_problem(
        tunnel_router(topology, lines, connection.id)
    )


def virtual_private_gateway_routes(
    topology: Topology,
    direct_connect: DirectConnectRoutes,
    vpn: dict[str, tuple[LearnedRoute, ...]],
    gateway: str,
) -> tuple[LearnedRoute, ...]:
    """Return what a virtual private gateway learned, over all of its connections.

    For one prefix: BGP routes of Direct Connect, then static routes of VPN connections, then BGP routes of VPN
    connections by AS path and MED (Site-to-Site VPN User Guide, "Route priority",
    https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html).
    """
    region = topology.virtual_private_gateways[gateway].region
    carriers = [
        gateway,
        *(it.gateway for it in topology.direct_connect_associations.values() if it.associated == gateway),
    ]
    over_direct_connect = [routes for it in carriers if (routes := direct_connect.of_gateway(it, region))]
    connections = [it for it in topology.vpn_connections.values() if it.gateway == gateway]
    if not connections and len(over_direct_connect) == 1:
        return over_direct_connect[0]
    ranked = [
        (_together(over_direct_connect), True),
        (_together(vpn[it.id] for it in connections if it.static_routes is not None), False),
        (_together(vpn[it.id] for it in connections if it.static_routes is None), False),
    ]
    destinations = {prefix for paths, _ in ranked for prefix in paths}
    return tuple(_merged(prefix, ranked) for prefix in sorted(destinations, key=most_specific_first))


def _together(routes: Iterable[tuple[LearnedRoute, ...]]) -> PathsTo:
    found: PathsTo = {}
    for route in (it for several in routes for it in several):
        found.setdefault(route.destination, []).extend((*route.paths, *route.backup))
    return found


def _merged(destination: Prefix, ranked: list[tuple[PathsTo, bool]]) -> LearnedRoute:
    """Return one route of several kinds: the first kind's paths are used, all others are backup."""
    used: tuple[Path, ...] = ()
    backup: list[Path] = []
    for paths, multipath in ranked:
        first, others = select(paths.get(destination, ()), multipath=multipath)
        if used:
            backup += first
        else:
            used = first
        backup += others
    return LearnedRoute(destination=destination, paths=used, backup=tuple(backup))
