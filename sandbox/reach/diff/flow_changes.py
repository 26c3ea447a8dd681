"""Compare the open flows between the named ends of two networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sandbox.reach.analysis import Analyzer
from sandbox.reach.analysis.reached import ANYTHING, reached
from sandbox.reach.diff.changed_objects import ChangedObject, changed_objects, with_object
from sandbox.reach.diff.changed_parts import ChangedPart, changed_parts
from sandbox.reach.diff.witness import Witness
from sandbox.reach.failures.flows import named_ends
from sandbox.reach.headers import Box, Boxes, subtract
from sandbox.reach.model import EndKind, Flow, FlowEnd, Network, PortRange

_WHOLE = PortRange(0, 65535)


@dataclass(frozen=True, slots=True)
class FlowChange:
    """Packets between two ends that pass in one of two networks alone."""

    appears: bool
    """False where they pass before and not after."""
    source: FlowEnd
    destination: FlowEnd
    headers: Boxes
    """The packets as they are sent."""
    witness: Witness
    causes: tuple[ChangedPart, ...] = ()
    """The changed settings that each make the change on their own, else all that it depends on."""


def flow_changes(before: Network, after: Network) -> tuple[FlowChange, ...]:
    """Return the flows between named ends that appear or vanish from one network to another.

    Ends are the same in both where they have one name. An end that one network lacks has no flows there.
    """
    changed = changed_objects(before, after)
    if not changed:
        return ()
    comparison = _Comparison(Analyzer(before), Analyzer(after), changed)
    olds, news = ({_name(end): end for end in named_ends(network)} for network in (before, after))
    names = tuple(dict.fromkeys((*olds, *news)))
    pairs = ((source, destination) for source in names for destination in names if source != destination)
    return tuple(change for pair in pairs for change in comparison.changes((_flow(olds, *pair), _flow(news, *pair))))


type _Pair = tuple[Flow | None, Flow | None]


def _name(end: FlowEnd) -> tuple[EndKind, str]:
    return end.kind, end.name or end.id


def _flow(
    ends: dict[tuple[EndKind, str], FlowEnd], source: tuple[EndKind, str], destination: tuple[EndKind, str]
) -> Flow | None:
    if source not in ends or destination not in ends or source[0] is EndKind.LOAD_BALANCER:
        return None
    return Flow(ends[source], ends[destination], None, None, _WHOLE)


type _Family = Literal[4, 6]


@dataclass(frozen=True)
class _Comparison:
    """Two networks, and the objects that differ."""

    old: Analyzer
    new: Analyzer
    changed: tuple[ChangedObject, ...]
    reverted: dict[tuple[str, object], Analyzer] = field(default_factory=dict)
    """The new network with one object as it was, by the object's collection and key; built on first use."""

    def changes(self, pair: _Pair) -> Iterator[FlowChange]:
        """Yield the packets of a flow that pass in one network alone."""
        was, now = _open(self.old, pair[0]), _open(self.new, pair[1])
        for appears, more, less, flow in ((False, was, now, pair[0]), (True, now, was, pair[1])):
            for family, boxes in more.items():
                left = _outside(boxes, less.get(family, ()))
                if left and flow is not None:
                    causes = self._causes(pair, _single(left[0]), family, appears=appears)
                    witness = Witness.of(left[0], family)
                    yield FlowChange(appears, flow.source, flow.destination, left, witness, causes)

    def _causes(self, pair: _Pair, packet: Box, family: _Family, *, appears: bool) -> tuple[ChangedPart, ...]:
        flow = pair[1] if appears else pair[0]
        if flow is None:
            return ()
        relevant = self._relevant(pair)
        alone = [one for one in relevant if self._undoes(one, flow, packet, family) is appears]
        return tuple(part for one in alone or relevant for part in changed_parts(one))

    def _relevant(self, pair: _Pair) -> list[ChangedObject]:
        """Return the changed objects that the flow depends on; all where it depends on none by its id."""
        consulted: set[str] = set()
        for analyzer, flow in ((self.old, pair[0]), (self.new, pair[1])):
            if flow is not None:
                consulted |= reached(analyzer, flow).consulted
        found = [one for one in self.changed if ANYTHING in consulted or one.id in consulted]
        return found or list(self.changed)

    def _undoes(self, one: ChangedObject, flow: Flow, packet: Box, family: _Family) -> bool:
        """Return whether the packet no longer passes after the change without this object's part in it."""
        key = (one.collection, one.key)
        if key not in self.reverted:
            self.reverted[key] = Analyzer(with_object(self.new.network, one.collection, one.key, one.before))
        analyzer = self.reverted[key]
        for end in (flow.source, flow.destination):
            if end.kind is EndKind.INTERFACE and end.id not in analyzer.network.interfaces:
                return True
        passing = analyzer.headers_by_family(flow).get(family, ())
        return bool(_outside((packet,), passing))


def _single(box: Box) -> Box:
    """Return the first packet of a set."""
    client, server, protocol, client_port, server_port = ((first, first) for first, _ in box[:5])
    return Box(client, server, protocol, client_port, server_port)


def _open(analyzer: Analyzer, flow: Flow | None) -> Mapping[_Family, Boxes]:
    """Return the packets of a flow that pass, by family."""
    return {} if flow is None else analyzer.headers_by_family(flow)


def _outside(boxes: Boxes, others: Boxes) -> Boxes:
    for other in others:
        boxes = subtract(boxes, other)
    return boxes
