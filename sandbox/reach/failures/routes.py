"""Failures of routes: static ones of VPCs and transit gateways, and propagations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.reach.edits.edit import in_topology
from sandbox.reach.failures.failure import Failure, FailureKind
from sandbox.reach.model import Network
from sandbox.routing.model import Route, RouteTable, TargetKind, Topology, TransitAttachment, TransitRouteTable


def route_failures(network: Network) -> Iterator[Failure]:
    """Yield the failure of each route that somebody configured, the local ones left out."""
    for table in network.topology.route_tables.values():
        for route in table.routes:
            if route.target.kind is not TargetKind.LOCAL:
                yield _of_vpc(table, route)
        for gateway in table.propagating:
            yield _of_gateway(table, gateway)
    for transit in network.topology.transit_route_tables.values():
        for n, static in enumerate(transit.routes):
            yield _of_transit(transit, n, f"{static.destination} -> {static.attachment or 'blackhole'}")
    for attachment in network.topology.transit_attachments.values():
        for ident in attachment.propagates_to:
            yield _of_attachment(network, attachment, ident)


def _of_vpc(table: RouteTable, route: Route) -> Failure:
    def change(topology: Topology) -> Topology:
        now = topology.route_tables[table.id]
        left = replace(now, routes=tuple(one for one in now.routes if one != route))
        return replace(topology, route_tables={**topology.route_tables, table.id: left})

    name = f"{route.destination} -> {route.target.id} of {table.name or table.id}"
    ident = f"{table.id}/{route.destination}"
    return Failure(FailureKind.ROUTE, ident, name, in_topology(change), origin=route.origin)


def _of_gateway(table: RouteTable, gateway: str) -> Failure:
    def change(topology: Topology) -> Topology:
        now = topology.route_tables[table.id]
        left = replace(now, propagating=tuple(one for one in now.propagating if one != gateway))
        return replace(topology, route_tables={**topology.route_tables, table.id: left})

    name = f"propagation of {gateway} into {table.name or table.id}"
    origin = table.association_origins.get(gateway)
    return Failure(FailureKind.ROUTE, f"{table.id}/{gateway}", name, in_topology(change), origin=origin)


def _of_transit(table: TransitRouteTable, place: int, text: str) -> Failure:
    route = table.routes[place]

    def change(topology: Topology) -> Topology:
        now = topology.transit_route_tables[table.id]
        left = replace(now, routes=tuple(one for one in now.routes if one != route))
        return replace(topology, transit_route_tables={**topology.transit_route_tables, table.id: left})

    name = f"{text} of {table.name or table.id}"
    ident = f"{table.id}/{route.destination}"
    return Failure(FailureKind.ROUTE, ident, name, in_topology(change), origin=route.origin)


def _of_attachment(network: Network, attachment: TransitAttachment, table: str) -> Failure:
    def change(topology: Topology) -> Topology:
        now = topology.transit_attachments[attachment.gateway, attachment.id]
        left = replace(now, propagates_to=tuple(one for one in now.propagates_to if one != table))
        key = (attachment.gateway, attachment.id)
        return replace(topology, transit_attachments={**topology.transit_attachments, key: left})

    found = network.topology.transit_route_tables.get(table)
    named = found.name if found is not None and found.name else table
    name = f"propagation of {attachment.name or attachment.id} into {named}"
    origin = attachment.link_origins.get(table)
    return Failure(FailureKind.ROUTE, f"{table}/{attachment.id}", name, in_topology(change), origin=origin)
