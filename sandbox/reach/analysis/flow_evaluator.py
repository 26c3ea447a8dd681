"""What the parts of an analysis need of the analyzer that calls them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, Self

from sandbox.reach.analysis.round_trip import RoundTrip, Start
from sandbox.reach.answer import FlowAnswer
from sandbox.reach.headers import Boxes
from sandbox.reach.index import NetworkIndex
from sandbox.reach.model import Flow, Network


class FlowEvaluator(Protocol):
    """Evaluates flows in one network: see `Analyzer`."""

    network: Network
    index: NetworkIndex
    explains: bool

    def flow(self, flow: Flow) -> FlowAnswer:
        """Return the answer to a flow."""

    def direct(self, flow: Flow) -> FlowAnswer:
        """Return the answer to a flow whose destination answers itself."""

    def headers(self, flow: Flow) -> Boxes:
        """Return the requests of a flow that are open."""

    def round_trips(self, flow: Flow, *, lenient: bool = False) -> Iterator[tuple[Start, RoundTrip]]:
        """Yield what becomes of the packets of a flow."""

    def without_explanations(self) -> Self:
        """Return an evaluator of the same network that explains no closed flow."""

    def in_network(self, network: Network) -> Self:
        """Return an evaluator of another network."""
