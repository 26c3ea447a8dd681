"""Explain why a flow is closed: every setting in the way, and the smallest edit that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.reach.analysis.flow_evaluator import FlowEvaluator
from sandbox.reach.analysis.round_trip import DELIVERED, RoundTrip
from sandbox.reach.answer import Block, Remedy
from sandbox.reach.edits import Edit
from sandbox.reach.model import Flow, Network
from sandbox.reach.walk.drops import UNREACHED

_TRIED = 12
"""Combinations of edits that are evaluated, the smallest first: each evaluation takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is in the way, and the edit that opens it."""

    blocks: tuple[Block, ...]
    remedy: Remedy | None


def explain(analyzer: FlowEvaluator, flow: Flow) -> Explanation:
    """Return every setting on the least obstructed path, and the smallest edit, evaluated before it is offered."""
    ordered = sorted((trip for _, trip in analyzer.round_trips(flow, lenient=True)), key=_cost)
    blocks = _blocks(ordered[0]) if ordered else _stopped(analyzer, flow)
    return Explanation(blocks, _remedy(analyzer, flow, ordered))


def _cost(trip: RoundTrip) -> int:
    return sum(obstacle.cost for obstacle in dict.fromkeys(trip.obstacles))


def _blocks(trip: RoundTrip) -> tuple[Block, ...]:
    blocks = (Block(o.code, o.component, o.text, o.returning, o.origin) for o in trip.obstacles)
    return tuple(dict.fromkeys(blocks))


def _stopped(analyzer: FlowEvaluator, flow: Flow) -> tuple[Block, ...]:
    """Return what stops packets where no lenient path is complete."""
    leaves = [trip.back or trip.forward for _, trip in analyzer.round_trips(flow)]
    dropped = [leaf for leaf in leaves if leaf.disposition not in DELIVERED] or leaves
    found = (leaf.obstacle for leaf in dropped if leaf.obstacle is not None)
    return tuple(dict.fromkeys(Block(o.code, o.component, o.text, o.returning, o.origin) for o in found))


def _remedy(analyzer: FlowEvaluator, flow: Flow, ordered: list[RoundTrip]) -> Remedy | None:
    tried: set[tuple[str, ...]] = set()
    for trip in ordered:
        if _cost(trip) >= UNREACHED or len(tried) >= _TRIED:
            return None
        edits = _edits(trip)
        texts = tuple(edit.text for edit in edits)
        if not texts or texts in tried:
            continue
        tried.add(texts)
        if _opens(analyzer, edits, flow):
            needed = _needed(analyzer, edits, flow)
            return Remedy(tuple(edit.text for edit in needed), tuple(edit.origin for edit in needed))
    return None


def _needed(analyzer: FlowEvaluator, edits: tuple[Edit, ...], flow: Flow) -> tuple[Edit, ...]:
    """Return the edits without those that the flow is open without."""
    for edit in edits:
        others = tuple(other for other in edits if other is not edit)
        if others and _opens(analyzer, others, flow):
            return _needed(analyzer, others, flow)
    return edits


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


def _opens(analyzer: FlowEvaluator, edits: tuple[Edit, ...], flow: Flow) -> bool:
    return bool(analyzer.in_network(_applied(analyzer.network, edits)).headers(flow))
