"""Compare the analyser with the packet walker, packet by packet, and reduce a difference to a small network."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from sandbox.reach import Analyzer
from sandbox.reach.headers import Box
from sandbox.reach.model import Flow, Network, PortRange
from tests.sandbox.reach.expectation import Query
from tests.sandbox.reach.network_text import BadStatement, read_lines
from tests.sandbox.reach.packet_walker import Packet, Verdict, verdict
from tests.sandbox.reach.packet_walker.packet import WITH_TYPES
from tests.sandbox.reach.random_network import again, random_lines, random_queries


@dataclass(frozen=True, slots=True)
class Difference:
    """A packet that one evaluator lets pass, both ways, and the other does not."""

    seed: int
    lines: tuple[str, ...]
    query: Query
    walked: Verdict
    analysed: bool

    def __str__(self) -> str:
        word = {True: "open", False: "closed"}
        why = [f"  {one.end} {one.reason} {one.journey.trail}" for one in (*self.walked.forward, *self.walked.back)]
        head = f"network {self.seed}, {self.query}: walked {word[self.walked.open]}, analysed {word[self.analysed]}"
        return "\n".join([head, *self.lines, *why])


@dataclass
class Score:
    """How many packets were compared, and how many of them pass."""

    packets: int = 0
    open: int = 0
    seconds: float = 0.0
    """Of the analyser and the walker."""
    differences: list[Difference] = field(default_factory=list)


def compare(seeds: range, packets: int, *, each: int = 12) -> Score:
    """Compare packets of each seed's network: the exact headers of a flow, of any protocol and ports, with `each`
    packets of it."""
    score = Score()
    start = time.perf_counter()
    for seed in seeds:
        lines = random_lines(seed)
        network = read_lines(lines)
        analyzer = Analyzer(network)
        for first in random_queries(network, -(-packets // each), seed):
            passing = analyzer.headers(_any_packet(first))
            for query in (first, *again(network, first, each - 1, seed)):
                walked = _walked(network, query)
                analysed = any(_contains(box, query.packet) for box in passing)
                score.packets += 1
                score.open += walked.open
                if walked.open != analysed:
                    score.differences.append(Difference(seed, tuple(lines), query, walked, analysed))
    score.seconds = time.perf_counter() - start
    return score


_ANY_SOURCE_PORT = PortRange(0, 65535)


def _any_packet(query: Query) -> Flow:
    """Return the flow of all packets between the ends of a query, with its addresses."""
    return replace(query.flow(), protocol=None, ports=None, source_ports=_ANY_SOURCE_PORT)


def _contains(box: Box, packet: Packet) -> bool:
    client, server = packet.source_port, packet.port
    if packet.protocol in WITH_TYPES:
        client, server = packet.port, packet.code
    values = (int(packet.source), int(packet.destination), packet.protocol, client, server)
    return all(first <= value <= last for value, (first, last) in zip(values, box[:5], strict=True))


def analysed_alone(network: Network, query: Query) -> bool:
    """Return the analyser's answer to the flow of one packet."""
    return Analyzer(network).flow(query.flow()).open


def _walked(network: Network, query: Query) -> Verdict:
    return verdict(network, query.source, query.destination, query.packet)


def reduced(difference: Difference, analysed: Callable[[Network, Query], bool] = analysed_alone) -> Difference:
    """Return the difference in a network without the statements that it does not need."""

    def differs(lines: list[str]) -> Difference | None:
        try:
            network = read_lines(lines)
            walked = _walked(network, difference.query)
            found = analysed(network, difference.query)
        except (BadStatement, KeyError, StopIteration):
            return None
        if walked.open == found:
            return None
        return Difference(difference.seed, tuple(lines), difference.query, walked, found)

    return _shrunk(difference, differs)


def _shrunk(difference: Difference, differs: Callable[[list[str]], Difference | None]) -> Difference:
    best = difference
    size = max(1, len(best.lines) // 2)
    while size:
        for start in _starts(best, size):
            rest = [*best.lines[:start], *best.lines[start + size :]]
            best = differs(rest) or best
        size //= 2
    return best


def _starts(best: Difference, size: int) -> Iterator[int]:
    yield from range(len(best.lines) - size, -1, -max(1, size))
