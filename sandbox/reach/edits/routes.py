"""Edits of a VPC's route tables."""

from __future__ import annotations

from dataclasses import replace

from sandbox.reach.edits.edit import Edit, in_topology
from sandbox.routing.model import Prefix, Route, RouteTable, Target, Topology


def add_route(table: RouteTable, destination: Prefix, target: Target) -> Edit:
    """Return the edit that adds a route to a table, in place of one with the same destination."""

    def apply(topology: Topology) -> Topology:
        now = topology.route_tables[table.id]
        others = tuple(route for route in now.routes if route.destination != destination)
        changed = replace(now, routes=(*others, Route(destination, target)))
        return replace(topology, route_tables={**topology.route_tables, table.id: changed})

    return Edit(f"Route table {_name(table)}: add route {destination} to {target.id}", table.origin, in_topology(apply))


def propagate_into_table(table: RouteTable, gateway: str) -> Edit:
    """Return the edit that propagates a virtual private gateway's routes into a table."""

    def apply(topology: Topology) -> Topology:
        now = topology.route_tables[table.id]
        changed = replace(now, propagating=(*now.propagating, gateway))
        return replace(topology, route_tables={**topology.route_tables, table.id: changed})

    return Edit(f"Route table {_name(table)}: propagate the routes of {gateway}", table.origin, in_topology(apply))


def _name(table: RouteTable) -> str:
    return f"{table.id} ({table.name})" if table.name else table.id
