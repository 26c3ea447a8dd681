"""Answer questions of reachability in one network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Self

from sandbox.reach.analysis.flow_answer import answer
from sandbox.reach.analysis.load_balancing import balanced
from sandbox.reach.analysis.points import points, requests, source_points
from sandbox.reach.analysis.round_trip import RoundTrip, Start, evaluate
from sandbox.reach.answer import FlowAnswer
from sandbox.reach.headers import Boxes
from sandbox.reach.headers.ranges import Family
from sandbox.reach.index import NetworkIndex
from sandbox.reach.model import EndKind, Flow, Network
from sandbox.reach.walk import Packets, Walk
from sandbox.routing import compute
from sandbox.routing.routes import Routes


class Analyzer:
    """Evaluates flows in one network; lookups are computed on first use and kept."""

    def __init__(self, network: Network, routes: Routes | None = None) -> None:
        self.network = network
        self.explains = True
        """Whether answers to closed flows name what is in the way, and the remedy."""
        self.index = NetworkIndex(network, routes or compute(network.topology))

    def without_explanations(self) -> Self:
        """Return an analyzer of the same lookups whose answers have no blocks and no remedy, which takes less time."""
        made = copy(self)
        made.explains = False
        return made

    def in_network(self, network: Network) -> Analyzer:
        """Return an analyzer of another network."""
        return Analyzer(network)

    def flow(self, flow: Flow) -> FlowAnswer:
        """Return whether a flow passes there and back, with its hops or what is in the way.

        A flow of ICMP without a type is open if any message passes; requests need their response. A flow to a load
        balancer is open if a target of one of its listeners is reached.
        """
        if flow.destination.kind is EndKind.LOAD_BALANCER:
            return balanced(self, flow)
        return self.direct(flow)

    def direct(self, flow: Flow) -> FlowAnswer:
        """Return the answer to a flow whose destination answers itself: a load balancer's own interfaces too."""
        return answer(self, flow)

    def headers(self, flow: Flow) -> Boxes:
        """Return the exact requests of a flow, as they are sent, that are open there and back."""
        return tuple(box for boxes in self.headers_by_family(flow).values() for box in boxes)

    def headers_by_family(self, flow: Flow) -> Mapping[Family, Boxes]:
        """Return the same by address family; families without open requests are left out."""
        found: dict[Family, Boxes] = {}
        for start in self.starts(flow):
            for trip in evaluate(start):
                if trip.open:
                    found[start.packets.family] = (*found.get(start.packets.family, ()), *trip.open)
        return found

    def round_trips(self, flow: Flow, *, lenient: bool = False) -> Iterator[tuple[Start, RoundTrip]]:
        """Yield what becomes of the packets of a flow, by start and path."""
        for start in self.starts(flow, lenient=lenient):
            for trip in evaluate(start):
                yield start, trip

    def starts(self, flow: Flow, *, lenient: bool = False) -> Iterator[Start]:
        """Yield the packets of a flow at each place where they may start."""
        targets = tuple(points(self.index, flow.destination, flow.source))
        for source in source_points(self.index, flow.source, flow.destination):
            for target in targets:
                if source.location is None or source.family != target.family:
                    continue
                boxes = requests(flow, source, target)
                if not boxes:
                    continue
                unnumbered = {**source.unnumbered, **target.unnumbered}
                sender = source.interface.id if source.interface else None
                yield Start(
                    source.location,
                    Packets(boxes, source.family, sender=sender),
                    flow.source,
                    flow.destination,
                    Walk(self.index, flow.destination, lenient, unnumbered),
                    Walk(self.index, flow.source, lenient, unnumbered),
                )
