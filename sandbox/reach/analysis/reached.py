"""Whether a flow is open, over which lines, and what that depends on: the short answer of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.reach.analysis.flow_answer import open_ports
from sandbox.reach.analysis.round_trip import RoundTrip
from sandbox.reach.model import EndKind, Flow, PortRange

if TYPE_CHECKING:
    from sandbox.reach.analysis.analyzer import Analyzer

LINES = frozenset({"line", "vpn-connection"})
"""Kinds of hops that carry packets between Amazon and a data centre."""

ANYTHING = "*"
"""In `consulted`: the answer may depend on anything."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The short answer to a flow."""

    open: bool
    ports: tuple[PortRange, ...]
    lines: tuple[str, ...]
    """Names of the lines and VPN connections of the open paths, there and back."""
    consulted: frozenset[str]
    """Ids of everything that the answer depends on."""


def reached(analyzer: Analyzer, flow: Flow) -> Reached:
    """Return the short answer to a flow; without explanation, as a sweep evaluates thousands."""
    if flow.destination.kind is EndKind.LOAD_BALANCER:
        return _balanced(analyzer, flow)
    trips = list(analyzer.round_trips(flow))
    opened = [trip for _, trip in trips if trip.open]
    consulted: set[str] = {flow.source.id, flow.destination.id}
    for start, _ in trips:
        consulted |= start.forward.consulted | start.back.consulted
    boxes = tuple(box for trip in opened for box in trip.open)
    return Reached(bool(opened), open_ports(boxes), _lines(opened), frozenset(consulted))


def _lines(trips: list[RoundTrip]) -> tuple[str, ...]:
    hops = (hop for trip in trips for leaf in (trip.forward, trip.back) if leaf for hop in leaf.packets.hops)
    return tuple(sorted({hop.name for hop in hops if hop.kind in LINES}))


def _balanced(analyzer: Analyzer, flow: Flow) -> Reached:
    """Return the short answer for a load balancer, whose targets may be anywhere."""
    found = analyzer.without_explanations().flow(flow)
    hops = [hop for trace in (*found.forward, *found.back) for hop in trace.hops]
    consulted = {flow.source.id, flow.destination.id, ANYTHING}
    lines = tuple(sorted({hop.name for hop in hops if hop.kind in LINES}))
    return Reached(found.open, found.open_ports, lines, frozenset(consulted))
