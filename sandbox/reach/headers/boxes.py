"""Boxes of headers and their set operations.

A box is a product of five intervals; a set of headers is a tuple of disjoint boxes of one address family. Headers keep
the direction of the request: a response is the same box with its ends exchanged by whoever reads it, so that no
constraint on a response has to be carried back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

type Interval = tuple[int, int]
"""First and last value, inclusive."""

ANY_PORT: Interval = (0, 65535)
ANY_PROTOCOL: Interval = (0, 255)


class Saved(NamedTuple):
    """The address and port of one end before a device translated them."""

    device: str
    end: Literal["client", "server"]
    address: Interval
    port: Interval | None
    """None where the device kept it."""


class Box(NamedTuple):
    """The product of five intervals, with the translations that led to it, oldest first.

    `client` sends the request and `server` answers it. For ICMP the client's port is the type of the request and the
    server's port is its code.
    """

    client: Interval
    server: Interval
    protocol: Interval = ANY_PROTOCOL
    client_port: Interval = ANY_PORT
    server_port: Interval = ANY_PORT
    saved: tuple[Saved, ...] = ()


type Boxes = tuple[Box, ...]


def overlap(one: Interval, other: Interval) -> Interval | None:
    """Return the values of both intervals."""
    first = max(one[0], other[0])
    last = min(one[1], other[1])
    return (first, last) if first <= last else None


def intersect(boxes: Iterable[Box], pattern: Box) -> Boxes:
    """Return the part of a set inside a pattern; translations are the set's."""
    found = []
    (c0, c1), (s0, s1), (p0, p1), (x0, x1), (y0, y1), _ = pattern
    for box in boxes:
        (a0, a1), (b0, b1), (q0, q1), (v0, v1), (w0, w1), saved = box
        if a1 < c0 or c1 < a0 or b1 < s0 or s1 < b0 or q1 < p0 or p1 < q0 or v1 < x0 or x1 < v0 or w1 < y0 or y1 < w0:
            continue
        found.append(
            Box(
                (max(a0, c0), min(a1, c1)),
                (max(b0, s0), min(b1, s1)),
                (max(q0, p0), min(q1, p1)),
                (max(v0, x0), min(v1, x1)),
                (max(w0, y0), min(w1, y1)),
                saved,
            )
        )
    return tuple(found)


def subtract(boxes: Iterable[Box], pattern: Box) -> Boxes:
    """Return the part of a set outside a pattern, as disjoint boxes."""
    left: list[Box] = []
    for box in boxes:
        left.extend(_outside(box, pattern))
    return tuple(left)


def _outside(box: Box, pattern: Box) -> Iterator[Box]:
    if not intersect((box,), pattern):
        yield box
        return
    dimensions: list[Interval] = list(box[:5])
    for n in range(5):
        first, last = dimensions[n]
        low, high = pattern[:5][n]
        if first < low:
            yield _with(dimensions, n, (first, low - 1), box.saved)
            first = low
        if last > high:
            yield _with(dimensions, n, (high + 1, last), box.saved)
            last = high
        dimensions[n] = (first, last)


def _with(dimensions: list[Interval], n: int, interval: Interval, saved: tuple[Saved, ...]) -> Box:
    changed = [*dimensions[:n], interval, *dimensions[n + 1 :]]
    return Box(changed[0], changed[1], changed[2], changed[3], changed[4], saved)


def contains(boxes: Iterable[Box], header: Box) -> bool:
    """Return whether a set contains one header, given as a box of single values."""
    return bool(intersect(boxes, header))


def first_header(box: Box) -> Box:
    """Return the lowest header of a box."""
    client, server, protocol, client_port, server_port = ((first, first) for first, _ in box[:5])
    return Box(client, server, protocol, client_port, server_port, box.saved)


def original(box: Box) -> Box:
    """Return the headers as they were sent, before all translations."""
    for saved in reversed(box.saved):
        if saved.end == "client":
            box = box._replace(client=saved.address, client_port=saved.port or box.client_port)
        else:
            box = box._replace(server=saved.address)
    return box._replace(saved=())


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the union of intervals, sorted, neighbours joined."""
    union: list[Interval] = []
    for first, last in sorted(intervals):
        if union and first <= union[-1][1] + 1:
            union[-1] = (union[-1][0], max(union[-1][1], last))
        else:
            union.append((first, last))
    return tuple(union)


def without(intervals: Iterable[Interval], others: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the values of intervals that no other interval has, sorted."""
    left = list(merged(intervals))
    for low, high in merged(others):
        left = [
            part
            for first, last in left
            for part in ((first, min(last, low - 1)), (max(first, high + 1), last))
            if part[0] <= part[1]
        ]
    return merged(left)
