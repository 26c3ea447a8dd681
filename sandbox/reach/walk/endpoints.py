"""Packets at VPC endpoints that routes lead to.

https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.headers import ANY_PORT, Box, full_space, intersect, prefix_interval, subtract
from sandbox.reach.model import EndKind
from sandbox.reach.walk.drops import Reason, drop, insufficient
from sandbox.reach.walk.locations import AtGateway
from sandbox.reach.walk.state import Leaf, Move, Packets, Walk

TCP = 6
ECHO = (8, 8)


def enter_endpoint(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Deliver packets to the service behind a gateway endpoint: TCP and pings, from the endpoint's VPC."""
    endpoint = walk.index.topology.vpc_endpoints.get(location.id)
    packets = packets.at("vpc-endpoint", location.id, endpoint.service if endpoint else "")
    if endpoint is None or not endpoint.available:
        text = f"{location.id} is not available"
        origin = endpoint.origin if endpoint else None
        yield from drop(
            walk, location, packets, Reason(Disposition.NULL_ROUTED, "BAD_STATE", location.id, text, origin)
        )
        return
    if endpoint.type != "Gateway":
        text = f"{location.id}: what is behind a {endpoint.type} endpoint of a route cannot be modelled."
        yield from insufficient(walk, location, packets, location.id, text)
        return
    if packets.response:
        text = f"{location.id} takes requests from its VPC alone"
        yield from drop(
            walk,
            location,
            packets,
            Reason(
                Disposition.DENIED_OUT,
                "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION",
                location.id,
                text,
                endpoint.origin,
            ),
        )
        return
    taken, left = _from_vpc(walk, endpoint.vpc, packets)
    if left:
        text = f"{location.id} takes packets from addresses of {endpoint.vpc} alone"
        yield from drop(
            walk,
            location,
            packets.with_boxes(left),
            Reason(Disposition.DENIED_OUT, "GATEWAY_REJECTS_SPOOFED_TRAFFIC", location.id, text, endpoint.origin),
        )
    everywhere = full_space(packets.family)
    patterns = (
        Box(everywhere, everywhere, (TCP, TCP)),
        Box(everywhere, everywhere, (1, 1), ECHO, ANY_PORT),
    )
    accepted = tuple(box for pattern in patterns for box in intersect(taken, pattern))
    for pattern in patterns:
        taken = subtract(taken, pattern)
    if taken:
        text = f"{location.id} takes TCP and ICMP echo requests alone"
        yield from drop(
            walk,
            location,
            packets.with_boxes(taken),
            Reason(Disposition.DENIED_OUT, "VPCE_GATEWAY_PROTOCOL_RESTRICTION", location.id, text, endpoint.origin),
        )
    if accepted:
        disposition = Disposition.ACCEPTED if walk.destination.kind is EndKind.SERVICE else Disposition.EXITS_NETWORK
        done = packets.with_boxes(accepted).step(StepAction.DELIVERED, location.id, f"to {endpoint.service}")
        yield Leaf(disposition, done, location)


def _from_vpc(walk: Walk, vpc: str, packets: Packets) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    left, taken = packets.boxes, list[Box]()
    everywhere = full_space(packets.family)
    for cidr in walk.index.topology.vpcs[vpc].cidrs:
        if cidr.version == packets.family:
            pattern = Box(prefix_interval(cidr), everywhere)
            taken.extend(intersect(left, pattern))
            left = subtract(left, pattern)
    return tuple(taken), left
