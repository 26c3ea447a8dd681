"""Sets of protocols and ports as bit masks: a bit for each part that no rule of the network divides."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from sandbox.reach.filters.patterns import ICMP, RESPONSE_TYPES, rule_patterns
from sandbox.reach.headers import ANY_PORT, ANY_PROTOCOL, Box, Interval, intersect
from sandbox.reach.headers.ranges import IPV4
from sandbox.reach.matrix.open_ports import OpenPorts, open_ports
from sandbox.reach.model import PortRange

_ADDRESS: Interval = (0, 0)

type RulePorts = tuple[int | None, PortRange | None, bool, bool]
"""Protocol and ports of a rule, whether it is outbound, and whether it is applied to responses."""


class PortAtoms:
    """The atoms of the rules and requests of IPv4 packets.

    Args:
        rules: Protocol and ports of all rules that masks are wanted of.
        requests: The packets that are evaluated, with any addresses.

    """

    def __init__(self, rules: Iterable[RulePorts], requests: Iterable[Box]) -> None:
        requests = [_ports_of(box) for box in requests]
        boxes = [*requests, *_unanswered()]
        for rule in dict.fromkeys(rules):
            boxes += _patterns(rule)
        self._atoms = [atom for protocols in _cuts(boxes, 2) for atom in _divided(boxes, protocols)]
        self.rule = cache(self._rule)
        self.text = cache(self._open)
        self.requests = self._mask(requests)
        self.unanswered = self._mask(_unanswered())

    def _rule(self, rule: RulePorts) -> int:
        """Return the mask of a rule."""
        return self._mask(_patterns(rule))

    def _open(self, mask: int) -> tuple[OpenPorts, ...]:
        """Return the protocols and destination ports of a mask."""
        boxes = tuple(atom for place, atom in enumerate(self._atoms) if mask >> place & 1)
        return open_ports({IPV4: boxes}) if boxes else ()

    def _mask(self, boxes: Iterable[Box]) -> int:
        boxes = tuple(boxes)
        return sum(1 << place for place, atom in enumerate(self._atoms) if intersect(boxes, atom))


def _patterns(rule: RulePorts) -> tuple[Box, ...]:
    protocol, ports, outbound, response = rule
    found = rule_patterns(IPV4, _ADDRESS, protocol, ports, outbound=outbound, response=response)
    return tuple(map(_ports_of, found))


def _ports_of(box: Box) -> Box:
    return Box(_ADDRESS, _ADDRESS, *box[2:5])


def _unanswered() -> tuple[Box, ...]:
    """Return the ICMP messages that are no requests, which need no response."""
    bounds = (-1, *sorted(RESPONSE_TYPES[IPV4]), ANY_PORT[1] + 1)
    number = (ICMP[IPV4], ICMP[IPV4])
    return tuple(
        Box(_ADDRESS, _ADDRESS, number, (before + 1, after - 1))
        for before, after in pairwise(bounds)
        if after > before + 1
    )


def _cuts(boxes: Iterable[Box], dimension: int) -> list[Interval]:
    """Return the parts of a dimension that each box has whole or not at all."""
    starts = {0, (ANY_PROTOCOL if dimension == 2 else ANY_PORT)[1] + 1}  # noqa: PLR2004 - the place in a box
    for box in boxes:
        first, last = box[:5][dimension]
        starts |= {first, last + 1}
    return [(first, after - 1) for first, after in pairwise(sorted(starts))]


def _divided(boxes: Iterable[Box], protocols: Interval) -> list[Box]:
    inside = [box for box in boxes if box.protocol[0] <= protocols[0] and protocols[1] <= box.protocol[1]]
    return [
        Box(_ADDRESS, _ADDRESS, protocols, client, server) for client in _cuts(inside, 3) for server in _cuts(inside, 4)
    ]
