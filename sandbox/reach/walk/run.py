"""Run a walk: from a location, hop by hop, until all packets are delivered or dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from heapq import heappop, heappush
from itertools import count
from typing import Any

from sandbox.reach.answer import Disposition
from sandbox.reach.walk import (
    attachments,
    datacentre,
    endpoints,
    hybrid,
    interfaces,
    internet,
    locations,
    nat,
    peering,
    subnets,
    transit,
    vpc,
)
from sandbox.reach.walk.drops import Reason, drop
from sandbox.reach.walk.locations import Location
from sandbox.reach.walk.state import Leaf, Move, Packets, Walk

type Handler = Callable[[Walk, Any, Packets], Iterator[Leaf | Move]]

HANDLERS: dict[type, Handler] = {
    locations.LeavingInterface: interfaces.leave,
    locations.AtSubnetRouter: subnets.at_router,
    locations.InVpc: vpc.in_vpc,
    locations.AtVpcGateway: vpc.enter_vpc,
    locations.ArrivingInterface: interfaces.arrive,
    locations.AtInternet: internet.on_internet,
    locations.AtTransitGateway: transit.at_transit_gateway,
    locations.LeavingTransitGateway: attachments.leave_transit_gateway,
    locations.AtDirectConnectGateway: hybrid.at_direct_connect_gateway,
    locations.AtCustomer: hybrid.at_customer,
    locations.InDataCentre: datacentre.leave_datacentre,
}

GATEWAY_HANDLERS: dict[str, Handler] = {
    "internet": internet.leave_by_internet_gateway,
    "egress-only": internet.leave_by_egress_only_gateway,
    "nat": nat.translate_source,
    "peering": peering.cross_peering,
    "vgw": hybrid.leave_by_private_gateway,
    "transit": transit.enter_transit_gateway,
    "endpoint": endpoints.enter_endpoint,
    "interface": interfaces.forward_through,
}


def walk(context: Walk, start: Location, packets: Packets) -> Iterator[Leaf]:
    """Yield the ends of packets that start at a location; in a lenient walk, those with the fewest obstacles first."""
    order = count()
    pending = [(0, next(order), Move(start, packets))]
    while pending:
        now = heappop(pending)[-1]
        if not now.packets.boxes:
            continue
        for result in _results(context, now):
            if isinstance(result, Leaf):
                yield result
            else:
                heappush(pending, (result.packets.cost(), next(order), result))


def _results(context: Walk, now: Move) -> Iterator[Leaf | Move]:
    # Without the saved addresses: a loop through a NAT gateway adds one each time.
    key = (now.location, tuple(box[:5] for box in now.packets.boxes))
    if key in now.packets.visited:
        return _loop(context, now)
    visited = replace(now.packets, visited=now.packets.visited | {key})
    return _handler(now.location)(context, now.location, visited)


def _handler(location: Location) -> Handler:
    if isinstance(location, locations.AtGateway):
        return GATEWAY_HANDLERS[location.kind]
    return HANDLERS[type(location)]


def _loop(context: Walk, now: Move) -> Iterator[Leaf | Move]:
    """Drop packets that come to a place again: a routing loop."""
    component = now.packets.hops[-1].id if now.packets.hops else ""
    text = f"a routing loop: the packets come to {component} again"
    yield from drop(
        context, now.location, now.packets, Reason(Disposition.NO_ROUTE, "NO_POSSIBLE_DESTINATION", component, text)
    )
