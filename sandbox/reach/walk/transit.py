"""Packets at transit gateways.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.edits import add_zone
from sandbox.reach.walk.detours import association_detours, transit_detours
from sandbox.reach.walk.drops import Reason, drop
from sandbox.reach.walk.filtering import pass_acl
from sandbox.reach.walk.locations import AtGateway, AtTransitGateway, LeavingTransitGateway
from sandbox.reach.walk.lookup import split
from sandbox.reach.walk.state import Leaf, Move, Packets, References, Walk
from sandbox.reach.walk.text import destination_text
from sandbox.routing.model import Subnet, TransitAttachment
from sandbox.routing.routes import TransitTableRoute


def enter_transit_gateway(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Send packets from a VPC's subnet into a transit gateway, by the attachment's subnet in the same zone."""
    topology = walk.index.topology
    subnet = topology.subnets[location.subnet]
    attachment = walk.index.vpc_attachments.get((location.id, subnet.vpc))
    if attachment is None or not attachment.available:
        what = "is not available" if attachment else "does not exist"
        found = packets.at("transit-gateway", location.id, _name(walk, location.id))
        yield from drop(
            walk,
            location,
            found,
            Reason(
                Disposition.NULL_ROUTED,
                "BAD_STATE_ATTACHMENT",
                attachment.id if attachment else location.id,
                f"the attachment of {subnet.vpc} to {location.id} {what}",
                attachment.origin if attachment else None,
            ),
        )
        return
    walk.consulted.add(attachment.id)
    references = packets.references if _references(walk, attachment) else References.LOST
    packets = replace(packets, references=references)
    entered = AtTransitGateway(location.id, attachment.id, subnet.zone)
    entry = next((s for s in _subnets(walk, attachment) if s.zone == subnet.zone), None)
    if entry is None:
        found = packets.at("transit-gateway", location.id, _name(walk, location.id))
        yield from drop(
            walk,
            location,
            found,
            Reason(
                Disposition.NO_ROUTE,
                "TGW_ROUTE_AZ_RESTRICTION",
                attachment.id,
                f"attachment {attachment.id} has no subnet in zone {subnet.zone}",
                attachment.origin,
            ),
            ((entered, add_zone(attachment, subnet)),),
        )
        return
    walk.consulted.add(entry.id)
    arrived = packets.at("subnet", entry.id, entry.name)
    for passed in pass_acl(walk, location, arrived, entry, egress=False):
        yield Move(entered, passed) if isinstance(passed, Packets) else passed


def at_transit_gateway(walk: Walk, location: AtTransitGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Route packets by the table that the arriving attachment is associated with."""
    topology = walk.index.topology
    attachment = topology.transit_attachments[location.gateway, location.attachment]
    packets = packets.at("transit-gateway", location.gateway, _name(walk, location.gateway))
    walk.consulted.update((location.gateway, attachment.id))
    table = topology.transit_route_tables.get(attachment.table or "")
    if table is None:
        yield from drop(
            walk,
            location,
            packets,
            Reason(
                Disposition.NO_ROUTE,
                "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
                attachment.id,
                f"attachment {attachment.id} is associated with no route table",
                attachment.origin,
            ),
            association_detours(walk, location, packets, attachment),
        )
        return
    walk.consulted.add(table.id)
    for route, routed in split(packets, walk.index.routes.transit_tables.get(table.id, ())):
        if not routed.boxes:
            continue
        if route is None:
            yield from drop(
                walk,
                location,
                routed,
                Reason(
                    Disposition.NO_ROUTE,
                    "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
                    table.id,
                    f"transit gateway route table {table.id}{f' ({table.name})' if table.name else ''} has no route to"
                    f" {destination_text(routed)}",
                    table.origin,
                ),
                transit_detours(walk, location, routed, table),
            )
        elif not route.active or not route.paths:
            yield from drop(
                walk,
                location,
                routed,
                Reason(
                    Disposition.NULL_ROUTED,
                    "TGW_RTB_BAD_STATE_ROUTE",
                    table.id,
                    f"route {route.destination} of transit gateway route table {table.id} is a blackhole"
                    f"{f': {route.reason}' if route.reason else ''}",
                    route.origin,
                ),
                transit_detours(walk, location, routed, table, over=route),
            )
        else:
            yield from _forwarded(location, routed, table.id, route)


def _forwarded(
    location: AtTransitGateway, packets: Packets, table: str, route: TransitTableRoute
) -> Iterator[Leaf | Move]:
    for path in dict.fromkeys(path.via for path in route.paths):
        rule = f"route {route.destination} -> {path}"
        sent = packets.step(StepAction.FORWARDED, table, rule, route.origin)
        yield Move(LeavingTransitGateway(location.gateway, path, location.zone), sent)


def _subnets(walk: Walk, attachment: TransitAttachment) -> tuple[Subnet, ...]:
    subnets = walk.index.topology.subnets
    return tuple(subnets[s] for s in attachment.subnets if s in subnets)


def _references(walk: Walk, attachment: TransitAttachment) -> bool:
    gateway = walk.index.topology.transit_gateways.get(attachment.gateway)
    return bool(gateway and gateway.group_references and attachment.group_references)


def _name(walk: Walk, gateway: str) -> str:
    found = walk.index.topology.transit_gateways.get(gateway)
    return found.name if found else ""
