"""Compare computed routes with the routes that the walker finds for one address at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from sandbox.reach.model import Network
from sandbox.routing.model import Address, Prefix, Topology
from sandbox.routing.routes import AnnouncedRoute, LearnedRoute, Routes, TransitTableRoute, VpcRoute
from tests.sandbox.reach.packet_walker.announcements import Announcements
from tests.sandbox.reach.packet_walker.filters import inside
from tests.sandbox.reach.packet_walker.sessions import Sessions
from tests.sandbox.reach.packet_walker.tables import TransitTables, VpcTables

_HIGHEST = {4: 2**32 - 1, 6: 2**128 - 1}


@dataclass(frozen=True, slots=True)
class RouteDifference:
    """A table where both disagree on the next hops of an address."""

    table: str
    address: Address
    walked: frozenset[str]
    computed: frozenset[str]

    def __str__(self) -> str:
        walked, computed = sorted(self.walked), sorted(self.computed)
        return f"{self.table}, {self.address}: walked to {walked}, computed {computed}"


def edges(network: Network) -> list[Address]:
    """Return the first and last address of every prefix of a network, and the addresses one beyond."""
    found: set[Address] = set()
    for prefix in _prefixes(network.topology):
        for number in (int(prefix[0]) - 1, int(prefix[0]), int(prefix[-1]), int(prefix[-1]) + 1):
            if 0 <= number <= _HIGHEST[prefix.version]:
                found.add(type(prefix[0])(number))
    return sorted(found, key=lambda one: (one.version, int(one))) or [ip_address("10.0.0.1")]


def _prefixes(topology: Topology) -> Iterator[Prefix]:
    for table in topology.route_tables.values():
        yield from (route.destination for route in table.routes if not isinstance(route.destination, str))
    for listed in topology.prefix_lists.values():
        yield from listed.entries
    for transit in topology.transit_route_tables.values():
        yield from (route.destination for route in transit.routes)
    for association in topology.direct_connect_associations.values():
        yield from association.allowed_prefixes
    for interface in topology.virtual_interfaces.values():
        yield from (one.prefix for session in interface.sessions for one in session.announcements)
    for vpn in topology.vpn_connections.values():
        yield from vpn.static_routes or ()
        yield from (one.prefix for t in vpn.tunnels if t.session for one in t.session.announcements)


def differences(network: Network, routes: Routes) -> Iterator[RouteDifference]:
    """Yield the differences at every edge, in every table."""
    topology = network.topology
    sessions = Sessions(topology)
    tables, transit = VpcTables(topology, sessions), TransitTables(topology, sessions)
    announcements = Announcements(topology, sessions, transit)
    for address in edges(network):
        for table in topology.route_tables.values():
            walked = _names(
                target.id if tables.is_active(target, table.vpc) else f"{target.id} gone"
                for target in tables.lookup(table, address)
            )
            yield from _compared(table.id, address, walked, _vpc_hops(routes.vpc_tables.get(table.id, ()), address))
        for name, transit_table in topology.transit_route_tables.items():
            walked = _names(
                way.attachment
                if (end := topology.transit_attachments.get((transit_table.gateway, way.attachment or "")))
                and end.available
                and way.attachment
                else "blackhole"
                for way in transit.lookup(name, address)
            )
            found = _longest(routes.transit_tables.get(name, ()), address)
            yield from _compared(name, address, walked, _transit_hops(found))
        for gateway in topology.virtual_private_gateways:
            walked = _names(one.via.id for one in sessions.private_gateway_routes(gateway, address))
            learned = _longest(routes.virtual_private_gateways.get(gateway, ()), address)
            computed = _names(path.via for one in learned for path in one.paths)
            # Routes of one length share the traffic where their AS paths are the same: the walker takes them all.
            if not computed or not computed <= walked:
                yield from _compared(gateway, address, walked, computed)
        own = any(inside(address, prefix) for centre in topology.datacentres.values() for prefix in centre.prefixes)
        for router in (one for centre in topology.datacentres.values() for one in centre.routers if one.up and not own):
            offered = [one for one in announcements.to(router.name) if inside(address, one.destination)]
            longest = max((one.destination.prefixlen for one in offered), default=0)
            walked = _names(one.gateway for one in offered if one.destination.prefixlen == longest)
            received = _longest(routes.routers.get(router.name, ()), address)
            computed = _names(one.gateway for one in received)
            # The walker leaves the choice between equally long prefixes to the routers, and what they announce to
            # Amazon to themselves.
            if walked and not (computed and computed <= walked):
                yield RouteDifference(router.name, address, walked, computed)


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


def _compared(
    table: str, address: Address, walked: frozenset[str], computed: frozenset[str]
) -> Iterator[RouteDifference]:
    if walked != computed:
        yield RouteDifference(table, address, walked, computed)


def _longest[T: (VpcRoute, TransitTableRoute, LearnedRoute, AnnouncedRoute)](
    routes: Iterable[T], address: Address
) -> list[T]:
    found = [route for route in routes if inside(address, route.destination)]
    longest = max((route.destination.prefixlen for route in found), default=0)
    return [route for route in found if route.destination.prefixlen == longest]


def _vpc_hops(routes: Iterable[VpcRoute], address: Address) -> frozenset[str]:
    found = _longest(routes, address)
    return _names(route.target.id if route.active else f"{route.target.id} gone" for route in found)


def _transit_hops(routes: Iterable[TransitTableRoute]) -> frozenset[str]:
    return _names(
        name for one in routes for name in ([path.via for path in one.paths] if one.active else ["blackhole"])
    )
