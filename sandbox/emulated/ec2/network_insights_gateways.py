"""Packets that begin or end at a gateway: a transit gateway, virtual private gateway, peering connection or endpoint.

Source: "How Reachability Analyzer works" in its guide: a path may begin and end at a gateway, whatever is beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.emulated.ec2.network_insights_ends import ANYWHERE, PathEnd
from sandbox.emulated.ec2.network_insights_resources import kind
from sandbox.reach import Analyzer
from sandbox.reach.analysis.points import Point, points, requests
from sandbox.reach.analysis.round_trip import RoundTrip, Start, arrived
from sandbox.reach.filters import answered_requests
from sandbox.reach.headers import original, prefix_interval
from sandbox.reach.headers.ranges import IPV4
from sandbox.reach.index import NetworkIndex
from sandbox.reach.model import Flow
from sandbox.reach.walk import Leaf, Location, Packets, References, Walk, walk
from sandbox.reach.walk.locations import ArrivingInterface, AtVpcGateway, InVpc, LeavingInterface, LeavingTransitGateway

HOPS = {
    "igw": "internet-gateway",
    "pcx": "peering",
    "tgw": "transit-gateway",
    "vgw": "virtual-private-gateway",
    "vpce": "vpc-endpoint",
}
BEYOND = frozenset(
    {
        "NO_ROUTE_TO_DESTINATION",
        "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
        "TGW_RTB_BAD_STATE_ROUTE",
        "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    }
)
"""Codes of what stops packets that a gateway has taken."""


def starts(analyzer: Analyzer, flow: Flow, source: PathEnd) -> Iterator[Start]:
    """Yield the packets of a flow where they begin."""
    if not source.at_gateway:
        yield from analyzer.starts(flow)
        return
    index = analyzer.index
    own = tuple(prefix_interval(it) for it in flow.source.prefixes or (ANYWHERE,))
    for target in points(index, flow.destination, flow.source):
        if target.family != IPV4:
            continue
        for vpc in [target.interface.vpc] if target.interface else index.topology.vpcs:
            for location in entries(index, source.gateway, vpc):
                boxes = requests(flow, Point(IPV4, own, location), target)
                packets = Packets(boxes, IPV4, references=References.LOST)
                yield Start(
                    location,
                    packets.at(HOPS[kind(source.gateway)], source.gateway),
                    flow.source,
                    flow.destination,
                    Walk(index, flow.destination),
                    Walk(index, flow.source),
                )


def entries(index: NetworkIndex, gateway: str, vpc: str) -> Iterator[Location]:
    """Yield the places where packets from a gateway enter a VPC."""
    topology = index.topology
    match kind(gateway):
        case "tgw":
            attachment = index.vpc_attachments.get((gateway, vpc))
            if attachment is not None and attachment.available:
                yield LeavingTransitGateway(gateway, attachment.id, None)
        case "vgw":
            found = topology.virtual_private_gateways.get(gateway)
            if found is not None and found.vpc == vpc:
                yield AtVpcGateway(vpc, gateway)
        case "pcx":
            peering = topology.peerings.get(gateway)
            if peering is not None and peering.active and vpc in {peering.requester_vpc, peering.accepter_vpc}:
                yield InVpc(vpc, None)
        case "vpce":
            endpoint = topology.vpc_endpoints.get(gateway)
            if endpoint is not None and endpoint.available and endpoint.vpc == vpc:
                yield InVpc(vpc, None)


def round_trips(start: Start, source: PathEnd, destination: PathEnd) -> Iterator[RoundTrip]:
    """Yield what becomes of packets that begin or end at a gateway."""
    index = start.forward.index
    for leaf in walk(start.forward, start.location, start.packets):
        if not reached(index, leaf, destination):
            yield RoundTrip(leaf, None, ())
            continue
        answered, _ = answered_requests(leaf.packets.boxes, leaf.packets.family)
        for location, sender in _response_starts(index, start, leaf, destination):
            packets = replace(
                leaf.packets,
                boxes=answered,
                response=True,
                hops=(),
                obstacles=(),
                visited=frozenset(),
                sender=sender,
                references=References.VPC if sender else References.LOST,
            )
            if destination.at_gateway:
                packets = packets.at(HOPS[kind(destination.gateway)], destination.gateway)
            for back in walk(start.back, location, packets):
                there = reached(index, back, source)
                opened = tuple(original(box) for box in back.packets.boxes if there)
                yield RoundTrip(leaf, back, opened)


def reached(index: NetworkIndex, leaf: Leaf, end: PathEnd) -> bool:
    """Return whether packets come to an end of a path."""
    if not end.at_gateway:
        passed = not end.gateway or any(hop.id == end.gateway for hop in leaf.packets.hops)
        return passed and arrived(index, leaf, end.end)
    hops = leaf.packets.hops
    if all(hop.id != end.gateway for hop in hops):
        return False
    return hops[-1].id != end.gateway or leaf.obstacle is None or leaf.obstacle.code in BEYOND


def _response_starts(
    index: NetworkIndex, start: Start, leaf: Leaf, destination: PathEnd
) -> Iterator[tuple[Location, str | None]]:
    """Yield where responses begin, with the interface that sends them."""
    if not destination.at_gateway:
        if isinstance(leaf.location, ArrivingInterface):
            yield LeavingInterface(leaf.location.interface), leaf.location.interface.id
        return
    begin = start.location
    interface = begin.interface if isinstance(begin, LeavingInterface) else None
    for location in entries(index, destination.gateway, interface.vpc) if interface else ():
        yield location, None
