"""The headers that a rule of a filter matches, for requests and for their responses."""

from __future__ import annotations

from sandbox.reach.headers import ANY_PORT, Box, Boxes, Interval, full_space, intersect, subtract
from sandbox.reach.headers.ranges import Family
from sandbox.reach.model import PortRange

ICMP: dict[Family, int] = {4: 1, 6: 58}
PORTS = frozenset({6, 17, 132, 33, 136})
"""Protocols with ports: TCP, UDP, SCTP, DCCP, UDP-Lite."""
RESPONSE_TYPES: dict[Family, dict[int, int]] = {4: {8: 0, 13: 14, 15: 16, 17: 18}, 6: {128: 129}}
"""ICMP types that are answered -> the type of the answer (RFC 792, RFC 950, RFC 4443)."""


def rule_patterns(
    family: Family, peer: Interval, protocol: int | None, ports: PortRange | None, *, outbound: bool, response: bool
) -> Boxes:
    """Return the patterns of one rule in the coordinates of the request.

    Args:
        family: Address family of the headers.
        peer: The rule's addresses: destinations of an outbound rule, sources of an inbound one.
        protocol: IANA number, None for all.
        ports: Destination ports, or the type and code of ICMP; None for all.
        outbound: Whether the rule is of egress.
        response: Whether the headers are evaluated as responses.

    """
    anywhere = full_space(family)
    # The peer of an outbound request and of an inbound response is the server.
    client, server = (anywhere, peer) if outbound is not response else (peer, anywhere)
    if protocol is None:
        return (Box(client, server),)
    if protocol in ICMP.values():
        if protocol != ICMP[family]:
            return ()
        return tuple(
            Box(client, server, (protocol, protocol), types, codes)
            for types, codes in _icmp(family, ports, response=response)
        )
    limits = ANY_PORT if ports is None or protocol not in PORTS else (ports.first, ports.last)
    client_port, server_port = (limits, ANY_PORT) if response else (ANY_PORT, limits)
    return (Box(client, server, (protocol, protocol), client_port, server_port),)


def _icmp(family: Family, ports: PortRange | None, *, response: bool) -> list[tuple[Interval, Interval]]:
    kind, code = (-1, -1) if ports is None else (ports.first, ports.last)
    codes = ANY_PORT if code == -1 else (code, code)
    if not response:
        return [(ANY_PORT if kind == -1 else (kind, kind), codes)]
    # Answers have code 0.
    if code not in {-1, 0}:
        return []
    return [
        ((request, request), ANY_PORT) for request, answer in RESPONSE_TYPES[family].items() if kind in {-1, answer}
    ]


def answered_requests(boxes: Boxes, family: Family) -> tuple[Boxes, Boxes]:
    """Return the headers that are answered, and those that are not: ICMP messages that are no requests."""
    number = ICMP[family]
    everywhere = full_space(family)
    messages = intersect(boxes, Box(everywhere, everywhere, (number, number)))
    rest = subtract(boxes, Box(everywhere, everywhere, (number, number)))
    answered: list[Box] = list(rest)
    for request in RESPONSE_TYPES[family]:
        pattern = Box(everywhere, everywhere, (number, number), (request, request))
        answered.extend(intersect(messages, pattern))
        messages = subtract(messages, pattern)
    return tuple(answered), messages
