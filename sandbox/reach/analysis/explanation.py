"""Explain why a flow is closed: every setting in the way, and the smallest edit that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.reach.analysis.round_trip import RoundTrip
from sandbox.reach.answer import Block, Remedy
from sandbox.reach.edits import Edit
from sandbox.reach.model import Flow, Network
from sandbox.reach.walk.drops import UNREACHED

if TYPE_CHECKING:
    from sandbox.reach.analysis.analyzer import Analyzer

_TRIED = 12
"""Combinations of edits that are evaluated, the smallest first: each evaluation takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is in the way, and the edit that opens it."""

    blocks: tuple[Block, ...]
    remedy: Remedy | None


def explain(analyzer: Analyzer, flow: Flow) -> Explanation:
    """Return every setting on the least obstructed path, and the smallest edit, evaluated before it is offered."""
    complete = [trip for _, trip in analyzer.round_trips(flow, lenient=True) if trip.open]
    ordered = sorted(complete, key=_cost)
    blocks = _blocks(ordered[0]) if ordered else _stopped(analyzer, flow)
    return Explanation(blocks, _remedy(analyzer, flow, ordered))


def _cost(trip: RoundTrip) -> int:
    return sum(obstacle.cost for obstacle in trip.obstacles)


def _blocks(trip: RoundTrip) -> tuple[Block, ...]:
    blocks = (Block(o.code, o.component, o.text, o.returning, o.origin) for o in trip.obstacles)
    return tuple(dict.fromkeys(blocks))


def _stopped(analyzer: Analyzer, flow: Flow) -> tuple[Block, ...]:
    """Return what stops packets where no lenient path is complete."""
    found = []
    for _, trip in analyzer.round_trips(flow):
        stopped = (trip.back or trip.forward).obstacle
        if stopped is not None:
            found.append(Block(stopped.code, stopped.component, stopped.text, stopped.returning, stopped.origin))
    return tuple(dict.fromkeys(found))


def _remedy(analyzer: Analyzer, flow: Flow, ordered: list[RoundTrip]) -> Remedy | None:
    tried: set[tuple[str, ...]] = set()
    for trip in ordered:
        if _cost(trip) >= UNREACHED or len(tried) >= _TRIED:
            return None
        edits = _edits(trip)
        texts = tuple(edit.text for edit in edits)
        if edits is None or not texts or texts in tried:
            continue
        tried.add(texts)
        network = _applied(analyzer.network, edits)
        if _opens(analyzer, network, flow):
            return Remedy(texts, tuple(edit.origin for edit in edits))
    return None


def _edits(trip: RoundTrip) -> tuple[Edit, ...]:
    """Return the edits of all obstacles; none where one has no edit."""
    found: dict[str, Edit] = {}
    for obstacle in trip.obstacles:
        if not obstacle.edits:
            return ()
        found.update((edit.text, edit) for edit in obstacle.edits)
    return tuple(found.values())


def _applied(network: Network, edits: tuple[Edit, ...]) -> Network:
    for edit in edits:
        network = edit.apply(network)
    return network


def _opens(analyzer: Analyzer, network: Network, flow: Flow) -> bool:
    return bool(type(analyzer)(network).headers(flow))
