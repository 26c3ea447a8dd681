"""The computation of all routes of a topology, in the order in which they depend on each other."""

from __future__ import annotations

from sandbox.routing.announced_routes import PREFIXES_A_TRANSIT_ASSOCIATION, Announcements
from sandbox.routing.learned_routes import (
    DirectConnectRoutes,
    virtual_private_gateway_routes,
    vpn_routes,
)
from sandbox.routing.lines import Lines
from sandbox.routing.model import Topology
from sandbox.routing.path_selection import learned
from sandbox.routing.public_interfaces import public_routes
from sandbox.routing.received_paths import receive
from sandbox.routing.route_targets import RouteTargets
from sandbox.routing.router_routes import router_routes
from sandbox.routing.routes import AnnouncedRoute, Routes, VpcRoute
from sandbox.routing.sessions import carried_sessions
from sandbox.routing.transit_tables import TransitSources, transit_tables
from sandbox.routing.vpc_tables import vpc_table


def compute(topology: Topology) -> Routes:
    """Return the routes that every table, gateway, session and customer router holds."""
    problems = _beyond_limits(topology)
    lines = Lines(topology)
    sessions = carried_sessions(topology, lines)
    states = {it.session.id: it.state() for it in sessions}
    established = [it for it in sessions if states[it.session.id].established]
    received = receive(topology, established)
    direct_connect = DirectConnectRoutes(topology, lines, received)
    vpn = {id_: vpn_routes(topology, lines, received, it) for id_, it in topology.vpn_connections.items()}
    connect = {
        it.id: learned(received.connect.get(it.id, {}))
        for it in topology.transit_attachments.values()
        if it.type == "connect"
    }
    of_gateways = {
        id_: virtual_private_gateway_routes(topology, direct_connect, vpn, id_)
        for id_ in topology.virtual_private_gateways
    }
    sources = TransitSources(direct_connect=direct_connect.of_gateway, vpn=vpn, connect=connect)
    tables = transit_tables(topology, sources, problems)
    announcements = Announcements(topology, lines, received, of_gateways, tables)
    announced = [(it, announcements.on(it)) for it in established]
    vpc_tables: dict[str, tuple[VpcRoute, ...]] = {}
    overridden: dict[str, tuple[VpcRoute, ...]] = {}
    targets = RouteTargets(topology)
    for id_, table in topology.route_tables.items():
        vpc_tables[id_], overridden[id_] = vpc_table(topology, targets, table, of_gateways, problems)
    advertised: dict[str, tuple[AnnouncedRoute, ...]] = dict.fromkeys(topology.virtual_interfaces, ())
    for carried, routes in announced:
        if carried.carrier == "interface":
            advertised[carried.via] += routes
    return Routes(
        vpc_tables=vpc_tables,
        overridden=overridden,
        transit_tables=tables,
        virtual_private_gateways=of_gateways,
        direct_connect_gateways={id_: direct_connect.of_gateway(id_, None) for id_ in topology.direct_connect_gateways},
        associations={
            id_: direct_connect.of_gateway(it.gateway, _region(topology, it.associated))
            for id_, it in topology.direct_connect_associations.items()
        },
        vpn_connections=vpn,
        connect_attachments=connect,
        public={it: public_routes(topology, lines, received, it) for it in _public_regions(topology)},
        sessions=states,
        accepted={id_: direct_connect.of_interface(id_) for id_ in topology.virtual_interfaces},
        advertised=advertised,
        routers=router_routes(announced),
        problems=tuple(sorted(problems)),
    )


def _region(topology: Topology, gateway: str) -> str | None:
    """Return the Region of a virtual private or transit gateway."""
    found = topology.virtual_private_gateways.get(gateway) or topology.transit_gateways.get(gateway)
    return found.region if found else None


def _public_regions(topology: Topology) -> list[str]:
    """Return the Regions from which public interfaces are of interest; none without such an interface."""
    if all(it.kind != "public" for it in topology.virtual_interfaces.values()):
        return []
    return sorted({it.region for it in topology.vpcs.values()} | {it.region for it in topology.connections.values()})


def _beyond_limits(topology: Topology) -> list[str]:
    return [
        f"{it.id}: {len(it.allowed_prefixes)} allowed prefixes, a transit gateway's association announces "
        f"{PREFIXES_A_TRANSIT_ASSOCIATION}"
        for it in topology.direct_connect_associations.values()
        if it.associated in topology.transit_gateways and len(it.allowed_prefixes) > PREFIXES_A_TRANSIT_ASSOCIATION
    ]
