"""Packets at NAT gateways.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv6Network

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.headers import Box, address_interval, full_space, intersect, subtract
from sandbox.reach.headers.ranges import IPV6
from sandbox.reach.walk.drops import Reason, drop, insufficient
from sandbox.reach.walk.filtering import pass_acl
from sandbox.reach.walk.locations import ArrivingInterface, AtGateway, AtSubnetRouter
from sandbox.reach.walk.lookup import inside
from sandbox.reach.walk.state import Leaf, Move, Packets, References, Walk
from sandbox.reach.walk.translation import restore, translate
from sandbox.routing.model import NatGateway

CHOSEN_PORTS = (1024, 65535)
"""Source ports that a NAT gateway chooses from: explanation code REMAP_EPHEMERAL_PORT."""
TRANSLATED = (6, 17, 1)
"""TCP, UDP and ICMP."""
NAT64 = IPv6Network("64:ff9b::/96")


def translate_source(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Send packets on from a NAT gateway, with its own address as their source."""
    gateway = walk.index.topology.nat_gateways.get(location.id)
    again = any(hop.id == location.id for hop in packets.hops)
    packets = packets.at("nat-gateway", location.id)
    if again:
        # The next translation differs from the last one: the walk itself would not see the loop.
        text = f"a routing loop: the packets come to {location.id} again"
        yield from drop(
            walk, location, packets, Reason(Disposition.NO_ROUTE, "NO_POSSIBLE_DESTINATION", location.id, text)
        )
        return
    if gateway is None:
        text = f"{location.id} does not exist or is not available"
        yield from drop(walk, location, packets, Reason(Disposition.NULL_ROUTED, "BAD_STATE", location.id, text))
        return
    if packets.response:
        text = f"{location.id} forwards connections from its VPC alone: the request did not leave through it"
        yield from drop(
            walk,
            location,
            packets,
            Reason(Disposition.DENIED_OUT, "NGW_SOURCE_ADDRESS_REASSIGN", location.id, text, gateway.origin),
        )
        return
    if packets.family == IPV6:
        if inside(packets, (NAT64,)).boxes:
            text = f"{location.id}: NAT64 is not modelled."
        else:
            text = f"{location.id}: IPv6 through a NAT gateway is not modelled."
        yield from insufficient(walk, location, packets, location.id, text)
        return
    yield from _translated(walk, location, packets, gateway)


def _translated(walk: Walk, location: AtGateway, packets: Packets, gateway: NatGateway) -> Iterator[Leaf | Move]:
    everywhere = full_space(4)
    refused = packets.boxes
    supported: list[Box] = []
    for protocol in TRANSLATED:
        pattern = Box(everywhere, everywhere, (protocol, protocol))
        supported.extend(intersect(refused, pattern))
        refused = subtract(refused, pattern)
    if refused:
        text = f"{location.id} forwards TCP, UDP and ICMP alone"
        yield from drop(
            walk,
            location,
            packets.with_boxes(refused),
            Reason(Disposition.DENIED_OUT, "PROTOCOL_RESTRICTION", location.id, text, gateway.origin),
        )
    if not supported:
        return
    inbound = packets.with_boxes(tuple(supported))
    subnet = walk.index.topology.subnets[gateway.subnet]
    walk.consulted.add(subnet.id)
    arrived: list[Packets | Leaf] = (
        [inbound]
        if location.subnet == gateway.subnet
        else list(pass_acl(walk, location, inbound, subnet, egress=False))
    )
    for passed in arrived:
        if isinstance(passed, Packets):
            address = gateway.addresses[0]
            boxes = translate(passed.boxes, gateway.id, "client", address_interval(address), CHOSEN_PORTS)
            sent = replace(passed, boxes=boxes, references=References.LOST, sender=None)
            yield Move(AtSubnetRouter(subnet.id), sent.step(StepAction.TRANSLATED, gateway.id, f"source to {address}"))
        else:
            yield passed


def untranslate(walk: Walk, location: ArrivingInterface, packets: Packets) -> Iterator[Leaf | Move]:
    """Send responses on from a NAT gateway to who sent the request; drop all others."""
    gateway = location.interface.attached_to or location.interface.id
    restored = restore(packets.boxes, gateway, "client") if packets.response else ()
    if restored:
        sent = packets.with_boxes(restored).step(StepAction.TRANSLATED, gateway, "destination to the client")
        yield Move(AtSubnetRouter(location.interface.subnet), sent)
    else:
        yield from drop(
            walk,
            location,
            packets,
            Reason(
                Disposition.DENIED_IN,
                "NGW_REQUIRES_SOURCE_IN_VPC",
                gateway,
                f"{gateway} accepts no connections: it translates those from its VPC",
                location.interface.origin,
            ),
        )
