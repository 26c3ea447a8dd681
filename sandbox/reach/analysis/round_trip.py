"""Evaluate the packets of a flow there and their responses back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sandbox.reach.answer import Disposition
from sandbox.reach.filters import answered_requests
from sandbox.reach.headers import Boxes, original
from sandbox.reach.index import NetworkIndex
from sandbox.reach.model import EndKind, FlowEnd, NetworkInterface
from sandbox.reach.walk import Leaf, Location, Obstacle, Packets, References, Walk, walk
from sandbox.reach.walk.drops import UNREACHED
from sandbox.reach.walk.locations import (
    ArrivingInterface,
    AtCustomer,
    AtGateway,
    AtInternet,
    InDataCentre,
    InVpc,
    LeavingInterface,
)

DELIVERED = frozenset({Disposition.ACCEPTED, Disposition.DELIVERED_TO_SUBNET})

_MOST_LENIENT = 12
"""Ends of a lenient walk that are looked at, those with the fewest obstacles: every further one has as many or more."""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """The end of a set of requests, and of their responses where they were delivered."""

    forward: Leaf
    back: Leaf | None
    open: Boxes
    """The requests, as they were sent, whose responses arrive; all where none is expected."""

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What is in the way of both."""
        leaves = (self.forward, self.back) if self.back else (self.forward,)
        ended = (leaf.obstacle for leaf in leaves if leaf.obstacle is not None)
        return (*(one for leaf in leaves for one in leaf.packets.obstacles), *ended)


@dataclass(frozen=True)
class Start:
    """Packets of a flow at the place where they start."""

    location: Location
    packets: Packets
    source: FlowEnd
    destination: FlowEnd
    forward: Walk
    back: Walk


def evaluate(start: Start) -> Iterator[RoundTrip]:
    """Yield what becomes of the packets, one result for each path there and back."""
    for leaf in _limited(start.forward, walk(start.forward, start.location, start.packets)):
        if not arrived(start.forward.index, leaf, start.destination):
            yield RoundTrip(_elsewhere(leaf), None, leaf.packets.boxes if start.forward.lenient else ())
            continue
        answered, silent = answered_requests(leaf.packets.boxes, leaf.packets.family)
        if silent:
            yield RoundTrip(leaf, None, tuple(map(original, silent)))
        if answered:
            yield from _responses(start, leaf, answered)


def _limited(context: Walk, leaves: Iterator[Leaf]) -> Iterator[Leaf]:
    return islice(leaves, _MOST_LENIENT) if context.lenient else leaves


def _responses(start: Start, leaf: Leaf, boxes: Boxes) -> Iterator[RoundTrip]:
    location = _response_start(start, leaf)
    if location is None:
        text = "The way of the responses is not known: no data centre describes the customer's router."
        start.back.note(text)
        yield RoundTrip(replace(leaf, disposition=Disposition.INSUFFICIENT_INFO), None, ())
        return
    sender = location.interface.id if isinstance(location, LeavingInterface) else None
    references = References.VPC if sender else References.LOST
    packets = replace(
        leaf.packets,
        boxes=boxes,
        response=True,
        hops=(),
        obstacles=(),
        visited=frozenset(),
        sender=sender,
        references=references,
    )
    for back in _limited(start.back, walk(start.back, location, packets)):
        there = arrived(start.back.index, back, start.source)
        if start.back.lenient:
            yield RoundTrip(leaf, back if there else _elsewhere(back), back.packets.boxes)
            continue
        opened = tuple(box for box in back.packets.boxes if there and not box.saved)
        yield RoundTrip(leaf, back if opened else _elsewhere(back), opened)


def _elsewhere(leaf: Leaf) -> Leaf:
    """Return a leaf with what is wrong where packets were delivered, but not to the end that they are for."""
    if leaf.obstacle is not None:
        return leaf
    last = leaf.packets.hops[-1]
    text = f"the packets are delivered to {last.id}, which is not the end that they are for"
    wrong = Obstacle("NO_POSSIBLE_DESTINATION", last.id, text, leaf.packets.response, cost=UNREACHED)
    return replace(leaf, obstacle=wrong)


def _response_start(start: Start, leaf: Leaf) -> Location | None:
    location = leaf.location
    if isinstance(location, ArrivingInterface):
        return LeavingInterface(location.interface)
    if isinstance(location, AtGateway) and location.kind == "endpoint":
        return InVpc(start.forward.index.topology.vpc_endpoints[location.id].vpc, None)
    if start.destination.kind is EndKind.DATACENTRE:
        centres = start.forward.index.topology.datacentres
        known = (
            start.forward.index.hybrid.routers.get(location.router or "") if isinstance(location, AtCustomer) else None
        )
        name = known[0].name if known else start.destination.id
        return InDataCentre(name) if name in centres else None
    return AtInternet()


def arrived(index: NetworkIndex, leaf: Leaf, end: FlowEnd) -> bool:
    """Return whether packets were delivered to an end of the flow."""
    if leaf.disposition not in DELIVERED:
        return False
    if isinstance(leaf.location, ArrivingInterface):
        return _is_end(index, leaf.location.interface, end)
    return end.kind in {EndKind.DATACENTRE, EndKind.INTERNET, EndKind.SERVICE}


def _is_end(index: NetworkIndex, interface: NetworkInterface, end: FlowEnd) -> bool:
    match end.kind:
        case EndKind.INTERFACE:
            return interface.id == end.id
        case EndKind.LOAD_BALANCER:
            return interface.attached_to == end.id
        case EndKind.SERVICE:
            endpoint = index.topology.vpc_endpoints.get(interface.attached_to)
            return endpoint is not None and endpoint.service == end.id
        case _:
            return end.kind is EndKind.ADDRESS
