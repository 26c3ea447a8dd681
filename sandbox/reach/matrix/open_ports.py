"""The protocols and destination ports of a set of headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from sandbox.reach.filters.patterns import ICMP, PORTS
from sandbox.reach.headers import ANY_PORT, ANY_PROTOCOL, Box, Boxes, Interval, merged
from sandbox.reach.headers.ranges import Family

_ANY_TYPE: Interval = (0, 255)


class OpenPorts(NamedTuple):
    """A range of destination ports that is open for a range of protocols."""

    family: Family
    protocols: Interval
    """IANA numbers, first and last."""
    ports: Interval
    """For ICMP the types of which some code is open; 0 to 65535 where all are, or the protocol has no ports."""


def open_ports(headers: Mapping[Family, Boxes]) -> tuple[OpenPorts, ...]:
    """Return the exact protocols and ports of headers: sorted, disjoint, as few as possible."""
    return tuple(
        OpenPorts(family, protocols, ports)
        for family in sorted(headers)
        for protocols, found in _by_protocol(headers[family], family)
        for ports in found
    )


def _by_protocol(boxes: Boxes, family: Family) -> Iterator[tuple[Interval, tuple[Interval, ...]]]:
    """Yield the ranges of protocols with equal ports; those without open ports are left out."""
    last: tuple[Interval, tuple[Interval, ...]] | None = None
    for first, end in _segments(boxes, family):
        inside = (box for box in boxes if box.protocol[0] <= first and end <= box.protocol[1])
        ports = _ports(inside, first, family)
        if last and last[1] == ports and last[0][1] + 1 == first:
            last = ((last[0][0], end), ports)
            continue
        if last:
            yield last
        last = ((first, end), ports) if ports else None
    if last:
        yield last


def _segments(boxes: Boxes, family: Family) -> Iterator[Interval]:
    """Yield ranges of protocols that each box has whole or not at all, and that have ports, types or neither."""
    starts = {0, ANY_PROTOCOL[1] + 1}
    for number in (*PORTS, ICMP[family]):
        starts |= {number, number + 1}
    for box in boxes:
        starts |= {box.protocol[0], box.protocol[1] + 1}
    ordered = sorted(starts)
    yield from ((first, following - 1) for first, following in pairwise(ordered))


def _ports(boxes: Iterable[Box], protocol: int, family: Family) -> tuple[Interval, ...]:
    if protocol in PORTS:
        return merged(box.server_port for box in boxes)
    if protocol != ICMP[family]:
        return (ANY_PORT,) if any(True for _ in boxes) else ()
    types = merged((first, min(last, _ANY_TYPE[1])) for first, last in (box.client_port for box in boxes)
                   if first <= _ANY_TYPE[1])  # fmt: skip
    return (ANY_PORT,) if types == (_ANY_TYPE,) else types
