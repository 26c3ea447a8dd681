"""Packets at VPC peering connections: between the two VPCs alone, not beyond them.

https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.walk.detours import other_route_detours
from sandbox.reach.walk.drops import Reason, drop
from sandbox.reach.walk.locations import AtGateway, InVpc
from sandbox.reach.walk.lookup import inside, outside, sent_from, sent_from_outside
from sandbox.reach.walk.state import Leaf, Move, Packets, References, Walk
from sandbox.reach.walk.text import destination_text


def cross_peering(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Send packets to the other VPC of a peering connection."""
    peering = walk.index.topology.peerings.get(location.id)
    packets = packets.at("peering", location.id)
    here = walk.index.topology.subnets[location.subnet].vpc
    ends = {peering.requester_vpc, peering.accepter_vpc} if peering else set()
    if peering is None or not peering.active or here not in ends:
        text = f"{location.id} is not active"
        origin = peering.origin if peering else None
        yield from drop(
            walk, location, packets, Reason(Disposition.NULL_ROUTED, "BAD_STATE", location.id, text, origin)
        )
        return
    own = walk.index.topology.vpcs[here].cidrs
    foreign = sent_from_outside(packets, own)
    if foreign.boxes:
        yield from drop(
            walk,
            location,
            foreign,
            Reason(
                Disposition.DENIED_OUT,
                "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
                location.id,
                f"{location.id} takes packets from addresses of {here} alone: peering is not transitive",
                peering.origin,
            ),
        )
    packets = sent_from(packets, own)
    if not packets.boxes:
        return
    there = peering.accepter_vpc if here == peering.requester_vpc else peering.requester_vpc
    vpc = walk.index.topology.vpcs.get(there)
    beyond = outside(packets, vpc.cidrs) if vpc else packets
    if beyond.boxes:
        yield from drop(
            walk,
            location,
            beyond,
            Reason(
                Disposition.NO_ROUTE,
                "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
                location.id,
                f"{destination_text(beyond)} is no address of {there}: peering is not transitive",
                peering.origin,
            ),
            other_route_detours(walk, location, beyond),
        )
    delivered = inside(packets, vpc.cidrs) if vpc else packets.with_boxes(())
    if delivered.boxes:
        references = References.PEERING if packets.references is References.VPC else References.LOST
        if vpc and walk.index.topology.vpcs[here].region != vpc.region:
            references = References.LOST
        delivered = replace(delivered, references=references)
        yield Move(InVpc(there, None), delivered.step(StepAction.FORWARDED, location.id, f"to {there}", peering.origin))
