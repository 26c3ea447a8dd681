"""Find a path: packets that get from one end to the other, with their responses, or what stops them.

Source: StartNetworkInsightsAnalysis in the EC2 API Reference: a reachable path is reported by its shortest one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sandbox.emulated.ec2 import network_insights_ends as ends
from sandbox.emulated.ec2 import network_insights_gateways as gateways
from sandbox.emulated.ec2.network_insights_ends import PathEnd
from sandbox.emulated.service_call import Values
from sandbox.reach import Analyzer
from sandbox.reach.analysis.round_trip import RoundTrip, Start, evaluate
from sandbox.reach.answer import Block, Disposition, Hop
from sandbox.reach.headers import Box, Boxes, first_header, intersect
from sandbox.reach.model import EndKind, Flow

UNSUPPORTED = "UNSUPPORTED_COMPONENT"


@dataclass(frozen=True)
class Passed:
    """A path on which packets get to the destination, and their responses back."""

    forward: tuple[Hop, ...]
    back: tuple[Hop, ...]
    sent: Box
    arrived: Box

    @property
    def components(self) -> frozenset[str]:
        """Return the ids of all that the packets pass."""
        hops = (*self.forward, *self.back)
        return frozenset(id_ for hop in hops for id_ in (hop.id, *(step.component for step in hop.steps)))


@dataclass(frozen=True)
class Search:
    """What was found: the shortest path, else what is in the way."""

    passed: Passed | None
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()


def search(analyzer: Analyzer, path: Values, wanted: frozenset[str], ignored: frozenset[str]) -> Search:
    """Return the shortest path that passes what is wanted and nothing that is ignored, or what is in the way."""
    network = analyzer.network
    pairs = [(one, other) for one in ends.sources(network, path) for other in ends.destinations(network, path)]
    found = [it for pair in pairs for it in _passed(analyzer, path, *pair)]
    allowed = [it for it in found if wanted <= it.components and not ignored & it.components]
    if allowed:
        return Search(min(allowed, key=lambda it: len(it.forward)))
    blocks: dict[Block, None] = {}
    notes: dict[str, None] = {}
    for one, other in pairs if not found else ():
        blocks |= dict.fromkeys(_blocks(analyzer, path, one, other, notes))
    return Search(None, tuple(blocks), tuple(notes))


def _passed(analyzer: Analyzer, path: Values, source: PathEnd, destination: PathEnd) -> Iterator[Passed]:
    """Yield the paths of single packets, one for each set of packets with one path."""
    wanted = ends.arriving(path)

    def headers(box: Box) -> Boxes:
        limits = box._replace(client_port=wanted.client_port, server_port=wanted.server_port)
        return (*intersect((box,), limits), box)[:1]

    for it in passing(analyzer, ends.flow(path, source, destination), source, destination, headers):
        if intersect((it.arrived,), wanted):
            yield it


def passing(
    analyzer: Analyzer, flow: Flow, source: PathEnd, destination: PathEnd, headers: Callable[[Box], Boxes]
) -> Iterator[Passed]:
    """Yield the paths of single packets between two ends: one packet of each of the sets that `headers` returns."""
    for start in gateways.starts(analyzer, flow, source):
        for trip in _trips(start, source, destination):
            for box in (header for opened in trip.open for header in headers(opened)):
                header = first_header(box)
                single = replace(start, packets=replace(start.packets, boxes=(header,)))
                for traced in _trips(single, source, destination):
                    if traced.open and traced.back is not None and _through(traced, source, destination):
                        forward = _until(traced.forward.packets.hops, destination)
                        back = _until(traced.back.packets.hops, source)
                        yield Passed(forward, back, header, traced.forward.packets.boxes[0])


def _trips(start: Start, source: PathEnd, destination: PathEnd) -> Iterator[RoundTrip]:
    if source.at_gateway or destination.at_gateway:
        return gateways.round_trips(start, source, destination)
    return evaluate(start)


def _until(hops: tuple[Hop, ...], end: PathEnd) -> tuple[Hop, ...]:
    """Return the hops as far as the gateway at which packets end."""
    last = next((n for n, hop in enumerate(hops) if end.at_gateway and hop.id == end.gateway), None)
    return hops if last is None else (*hops[:last], replace(hops[last], steps=()))


def _through(trip: RoundTrip, source: PathEnd, destination: PathEnd) -> bool:
    """Return whether packets pass the gateways at both ends of a path."""
    passed = {hop.id for hop in trip.forward.packets.hops}
    return {it.gateway for it in (source, destination) if it.gateway} <= passed


def _blocks(
    analyzer: Analyzer, path: Values, source: PathEnd, destination: PathEnd, notes: dict[str, None]
) -> Iterator[Block]:
    flow = ends.flow(path, source, destination)
    if source.at_gateway or destination.at_gateway:
        for start in gateways.starts(analyzer, flow, source):
            for trip in gateways.round_trips(start, source, destination):
                for it in () if trip.open else trip.obstacles:
                    if not (it.returning is False and trip.back is not None):
                        yield Block(it.code, it.component, it.text, it.returning)
            notes.update(dict.fromkeys((*start.forward.notes, *start.back.notes)))
        return
    answer = analyzer.flow(flow)
    yield from answer.blocks
    notes.update(dict.fromkeys(answer.notes))
    if answer.disposition is Disposition.INSUFFICIENT_INFO and not answer.open:
        yield Block(UNSUPPORTED, "", "; ".join(answer.notes))
    for end in (source.end, destination.end):
        interface = analyzer.index.interfaces.get(end.id) if end.kind is EndKind.INTERFACE else None
        known = (*interface.addresses, *interface.public_addresses.values()) if interface else ()
        if interface is not None and end.address is not None and end.address not in known:
            text = f"{interface.id} does not have the address {end.address}"
            yield Block("ENI_SOURCE_DEST_CHECK_RESTRICTION", interface.id, text)
