"""Split packets by the routes of a table: the most specific one decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sandbox.reach.headers import Box, Boxes, full_space, intersect, prefix_interval, subtract
from sandbox.reach.walk.state import Packets
from sandbox.routing.model import Prefix


class HasDestination(Protocol):
    """A route of any table."""

    @property
    def destination(self) -> Prefix:
        """The prefix."""
        ...


def to_prefix(packets: Packets, prefix: Prefix) -> Boxes:
    """Return the packets to a prefix."""
    return intersect(packets.boxes, _pattern(packets, prefix)) if prefix.version == packets.family else ()


def _pattern(packets: Packets, prefix: Prefix) -> Box:
    everywhere, part = full_space(packets.family), prefix_interval(prefix)
    return Box(part, everywhere) if packets.response else Box(everywhere, part)


def split[R: HasDestination](packets: Packets, routes: Iterable[R]) -> Iterator[tuple[R | None, Packets]]:
    """Yield each route with its packets, and None with those that no route matches.

    Args:
        packets: What is routed.
        routes: Most specific first.

    """
    left = packets
    for route in routes:
        matched = to_prefix(left, route.destination)
        if matched:
            yield route, packets.with_boxes(matched)
            left = left.with_boxes(subtract(left.boxes, _pattern(packets, route.destination)))
            if not left.boxes:
                return
    yield None, left


def outside(packets: Packets, prefixes: Iterable[Prefix]) -> Packets:
    """Return the packets to none of the prefixes."""
    left = packets.boxes
    for prefix in prefixes:
        if prefix.version == packets.family:
            left = subtract(left, _pattern(packets, prefix))
    return packets.with_boxes(left)


def inside(packets: Packets, prefixes: Iterable[Prefix]) -> Packets:
    """Return the packets to any of the prefixes."""
    left, found = packets, list[Box]()
    for prefix in prefixes:
        matched = to_prefix(left, prefix)
        if matched:
            found.extend(matched)
            left = left.with_boxes(subtract(left.boxes, _pattern(packets, prefix)))
    return packets.with_boxes(tuple(found))


def sent_from(packets: Packets, prefixes: Iterable[Prefix]) -> Packets:
    """Return the packets from any of the prefixes."""
    return _exchanged(inside(_exchanged(packets), prefixes))


def sent_from_outside(packets: Packets, prefixes: Iterable[Prefix]) -> Packets:
    """Return the packets from none of the prefixes."""
    return _exchanged(outside(_exchanged(packets), prefixes))


def _exchanged(packets: Packets) -> Packets:
    return packets.with_boxes(tuple(box._replace(client=box.server, server=box.client) for box in packets.boxes))
