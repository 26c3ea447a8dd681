"""Packets that leave a transit gateway by an attachment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.walk.drops import Reason, drop, insufficient
from sandbox.reach.walk.hybrid import by_vpn
from sandbox.reach.walk.locations import (
    AtDirectConnectGateway,
    AtSubnetRouter,
    AtTransitGateway,
    LeavingTransitGateway,
)
from sandbox.reach.walk.state import Leaf, Move, Packets, References, Walk
from sandbox.routing.model import Subnet, TransitAttachment


def leave_transit_gateway(walk: Walk, location: LeavingTransitGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Send packets out of a transit gateway by an attachment."""
    attachment = walk.index.topology.transit_attachments.get((location.gateway, location.attachment))
    if attachment is None or not attachment.available:
        text = f"attachment {location.attachment} is not available"
        origin = attachment.origin if attachment else None
        yield from drop(
            walk,
            location,
            packets,
            Reason(Disposition.NULL_ROUTED, "BAD_STATE_ATTACHMENT", location.attachment, text, origin),
        )
        return
    walk.consulted.add(attachment.id)
    lost = replace(packets, references=References.LOST)
    match attachment.type:
        case "vpc":
            yield from _into_vpc(walk, location, packets, attachment)
        case "peering":
            yield Move(AtTransitGateway(attachment.resource, attachment.id), lost)
        case "direct-connect-gateway":
            yield Move(AtDirectConnectGateway(attachment.resource, location.gateway), lost)
        case "vpn":
            yield from by_vpn(walk, location, lost, attachment.resource)
        case "connect":
            text = f"{attachment.id}: the appliance behind a Connect attachment cannot be modelled."
            yield from insufficient(walk, location, packets, attachment.id, text)


def _into_vpc(
    walk: Walk, location: LeavingTransitGateway, packets: Packets, attachment: TransitAttachment
) -> Iterator[Leaf | Move]:
    gateway = walk.index.topology.transit_gateways.get(attachment.gateway)
    kept = gateway and gateway.group_references and attachment.group_references
    known = kept and packets.references in {References.VPC, References.TRANSIT}
    packets = replace(packets, references=References.TRANSIT if known else References.LOST)
    chosen = dict(packets.zones).get(attachment.id)
    for subnet in _entry_subnets(walk, location, attachment, chosen):
        entered = packets.step(StepAction.FORWARDED, attachment.id, f"to {attachment.resource} in {subnet.zone}")
        if attachment.appliance_mode and chosen is None:
            entered = replace(entered, zones=(*entered.zones, (attachment.id, subnet.zone)))
        yield Move(AtSubnetRouter(subnet.id, from_transit=True), entered)


def _entry_subnets(
    walk: Walk, location: LeavingTransitGateway, attachment: TransitAttachment, chosen: str | None
) -> tuple[Subnet, ...]:
    """Return the subnets by which packets may enter a VPC.

    Traffic stays in the zone that it comes from where the attachment has it; in appliance mode one zone is chosen for
    the whole connection: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
    """
    subnets = walk.index.topology.subnets
    every = tuple(subnets[s] for s in attachment.subnets if s in subnets)
    zone = chosen if attachment.appliance_mode else location.zone
    same = tuple(subnet for subnet in every if subnet.zone == zone)
    return same or every
