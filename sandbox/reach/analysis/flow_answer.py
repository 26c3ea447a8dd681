"""Make the answer to a flow from what became of its packets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sandbox.reach.analysis.explanation import Explanation, explain
from sandbox.reach.analysis.flow_evaluator import FlowEvaluator
from sandbox.reach.analysis.notes import notes
from sandbox.reach.analysis.round_trip import RoundTrip, Start, evaluate
from sandbox.reach.answer import Disposition, FlowAnswer, Trace
from sandbox.reach.filters.patterns import PORTS
from sandbox.reach.headers import Box, Boxes, first_header, merged, original
from sandbox.reach.model import Flow, PortRange
from sandbox.reach.walk import Leaf, Packets


@dataclass(frozen=True, slots=True)
class _Witness:
    """One header of the flow, by which its traces are made."""

    start: Start
    header: Box


def answer(analyzer: FlowEvaluator, flow: Flow) -> FlowAnswer:
    """Return the answer to a flow between two ends."""
    trips = list(analyzer.round_trips(flow))
    opened = tuple(box for _, trip in trips for box in trip.open)
    witness = _witness(trips)
    if witness is None:
        return FlowAnswer(flow, Disposition.NO_ROUTE, open=False, notes=("The ends have no addresses of one family.",))
    traced = list(evaluate(replace(witness.start, packets=_single(witness))))
    forward, back = _traces(trip.forward for trip in traced), _traces(trip.back for trip in traced if trip.back)
    found = list(notes(analyzer.index, flow, trips))
    if opened:
        lost = [trip for trip in traced if not trip.open]
        if lost:
            stopped = (lost[0].back or lost[0].forward).obstacle
            found.append(f"Some of the equal paths drop the packets: {stopped.text if stopped else 'not delivered'}.")
        delivered = next(trip.forward.disposition for trip in traced if trip.open)
        return FlowAnswer(
            flow, delivered, open=True, open_ports=open_ports(opened), forward=forward, back=back, notes=_unique(found)
        )
    explained = explain(analyzer, flow) if analyzer.explains else Explanation((), None)
    return FlowAnswer(
        flow,
        _disposition(trips, traced),
        open=False,
        forward=forward,
        back=back,
        blocks=explained.blocks,
        remedy=explained.remedy,
        notes=_unique(found),
    )


def _witness(trips: list[tuple[Start, RoundTrip]]) -> _Witness | None:
    """Return an open header, else one that gets there, else any."""
    for start, trip in trips:
        if trip.open:
            return _Witness(start, first_header(trip.open[0]))
    for start, trip in trips:
        if trip.back is not None:
            return _Witness(start, first_header(original(trip.back.packets.boxes[0])))
    for start, _ in trips:
        return _Witness(start, first_header(start.packets.boxes[0]))
    return None


def _single(witness: _Witness) -> Packets:
    return replace(witness.start.packets, boxes=(witness.header,))


def _traces(leaves: Iterable[Leaf]) -> tuple[Trace, ...]:
    return tuple(dict.fromkeys(Trace(leaf.disposition, leaf.packets.hops) for leaf in leaves))


def _disposition(trips: list[tuple[Start, RoundTrip]], traced: list[RoundTrip]) -> Disposition:
    ends = [leaf for _, trip in trips for leaf in (trip.back, trip.forward) if leaf is not None]
    if any(leaf.disposition is Disposition.INSUFFICIENT_INFO for leaf in ends):
        return Disposition.INSUFFICIENT_INFO
    last = traced[0].back or traced[0].forward
    if last.disposition is Disposition.ACCEPTED:
        # Delivered, but not to the end that was meant: another interface has the address.
        return Disposition.NO_ROUTE
    return last.disposition


def open_ports(boxes: Boxes) -> tuple[PortRange, ...]:
    """Return the destination ports of headers, of protocols with ports."""
    ports = merged(box.server_port for box in boxes if any(box.protocol[0] <= p <= box.protocol[1] for p in PORTS))
    return tuple(PortRange(first, last) for first, last in ports)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
