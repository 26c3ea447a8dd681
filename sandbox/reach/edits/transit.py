"""Edits of transit gateways: associations, propagations, blackholes, zones of attachments."""

from __future__ import annotations

from dataclasses import replace

from sandbox.reach.edits.edit import Edit, in_topology
from sandbox.routing.model import Prefix, Subnet, Topology, TransitAttachment, TransitRoute, TransitRouteTable


def _with_attachment(topology: Topology, attachment: TransitAttachment) -> Topology:
    key = (attachment.gateway, attachment.id)
    return replace(topology, transit_attachments={**topology.transit_attachments, key: attachment})


def associate(attachment: TransitAttachment, table: TransitRouteTable) -> Edit:
    """Return the edit that associates an attachment with a route table."""

    def apply(topology: Topology) -> Topology:
        now = topology.transit_attachments[attachment.gateway, attachment.id]
        return _with_attachment(topology, replace(now, table=table.id))

    text = f"Transit gateway attachment {attachment.id}: associate it with route table {_name(table)}"
    return Edit(text, attachment.origin, in_topology(apply))


def propagate(attachment: TransitAttachment, table: TransitRouteTable) -> Edit:
    """Return the edit that propagates an attachment's routes into a route table."""

    def apply(topology: Topology) -> Topology:
        now = topology.transit_attachments[attachment.gateway, attachment.id]
        return _with_attachment(topology, replace(now, propagates_to=(*now.propagates_to, table.id)))

    text = f"Transit gateway route table {_name(table)}: propagate the routes of attachment {attachment.id}"
    return Edit(text, table.origin, in_topology(apply))


def replace_blackhole(table: TransitRouteTable, destination: Prefix, attachment: TransitAttachment) -> Edit:
    """Return the edit that makes a route of a table lead to an attachment."""

    def apply(topology: Topology) -> Topology:
        now = topology.transit_route_tables[table.id]
        others = tuple(route for route in now.routes if route.destination != destination)
        changed = replace(now, routes=(*others, TransitRoute(destination, attachment.id)))
        return replace(topology, transit_route_tables={**topology.transit_route_tables, table.id: changed})

    text = f"Transit gateway route table {_name(table)}: route {destination} to attachment {attachment.id}"
    return Edit(text, table.origin, in_topology(apply))


def add_zone(attachment: TransitAttachment, subnet: Subnet) -> Edit:
    """Return the edit that adds a subnet, and so its zone, to a VPC attachment."""

    def apply(topology: Topology) -> Topology:
        now = topology.transit_attachments[attachment.gateway, attachment.id]
        return _with_attachment(topology, replace(now, subnets=(*now.subnets, subnet.id)))

    text = f"Transit gateway attachment {attachment.id}: add subnet {subnet.id} of zone {subnet.zone}"
    return Edit(text, attachment.origin, in_topology(apply))


def _name(table: TransitRouteTable) -> str:
    return f"{table.id} ({table.name})" if table.name else table.id
