"""Notes of answers: what could not be modelled, and what of an open flow is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.reach.analysis.round_trip import RoundTrip, Start
from sandbox.reach.headers import Boxes, Interval, as_prefixes, intersect, merged, subtract
from sandbox.reach.index import NetworkIndex
from sandbox.reach.model import EndKind, Flow

_SHOWN = 4
"""Prefixes and port ranges in a note: what fits on its line."""


def notes(index: NetworkIndex, flow: Flow, trips: list[tuple[Start, RoundTrip]]) -> Iterator[str]:
    """Yield the notes of a flow, from what became of its packets."""
    yield from index.network.notes
    yield from _unsupported(index, trips)
    yield from _not_running(index, flow)
    starts = {id(start): start for start, _ in trips}
    for start in starts.values():
        yield from (*start.forward.notes, *start.back.notes)
        opened = tuple(box for other, trip in trips if other is start for box in trip.open)
        yield from _partly(start, opened)


def _unsupported(index: NetworkIndex, trips: Iterable[tuple[Start, RoundTrip]]) -> Iterator[str]:
    consulted = {one for start, _ in trips for one in (*start.forward.consulted, *start.back.consulted)}
    for ident in sorted(consulted & index.network.unsupported.keys()):
        yield f"{ident} ({index.network.unsupported[ident]}) cannot be modelled."


def _not_running(index: NetworkIndex, flow: Flow) -> Iterator[str]:
    ends = {end.id for end in (flow.source, flow.destination) if end.kind is EndKind.INTERFACE}
    for instance in index.network.instances.values():
        if not instance.running and ends.intersection(instance.interfaces):
            yield f"Instance {instance.name or instance.id} is not running."


def _partly(start: Start, opened: Boxes) -> Iterator[str]:
    """Yield a note where some packets to the open ports are closed: of other addresses or source ports."""
    family = start.packets.family
    ports = merged(box.server_port for box in opened)
    requested = tuple(
        one
        for box in start.packets.boxes
        for port in ports
        for one in intersect((box,), box._replace(server_port=port))
    )
    left = requested
    for box in opened:
        left = subtract(left, box)
    if not opened or not left:
        return
    parts = []
    for name, there, all_of_them in (
        ("from", merged(box.client for box in opened), merged(box.client for box in requested)),
        ("to", merged(box.server for box in opened), merged(box.server for box in requested)),
    ):
        if there != all_of_them:
            parts.append(f"{name} {_shortened(list(map(str, as_prefixes(there, family))))}")
    source_ports = merged(box.client_port for box in opened)
    if source_ports != merged(box.client_port for box in requested):
        parts.append(f"source ports {_shortened([_range(port) for port in source_ports])}")
    yield f"Only some of the packets pass: {', '.join(parts) or 'not every combination of addresses and ports'}."


def _shortened(texts: list[str]) -> str:
    return ", ".join(texts[:_SHOWN]) + (", ..." if len(texts) > _SHOWN else "")


def _range(port: Interval) -> str:
    return str(port[0]) if port[0] == port[1] else f"{port[0]}-{port[1]}"
