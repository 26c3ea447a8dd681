"""Compare the analyser with the packet walker, packet by packet, and reduce a difference to a small network."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sandbox.reach import Analyzer
from sandbox.reach.model import Network
from tests.sandbox.reach.expectation import Query
from tests.sandbox.reach.network_text import BadStatement, read_lines
from tests.sandbox.reach.packet_walker import Verdict, verdict
from tests.sandbox.reach.random_network import random_lines, random_queries


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


def compare(seeds: range, packets: int) -> Score:
    """Compare packets of each seed's network."""
    score = Score()
    start = time.perf_counter()
    for seed in seeds:
        lines = random_lines(seed)
        network = read_lines(lines)
        analyzer = Analyzer(network)
        for query in random_queries(network, packets, seed):
            walked = _walked(network, query)
            analysed = analyzer.flow(query.flow()).open
            score.packets += 1
            score.open += walked.open
            if walked.open != analysed:
                score.differences.append(Difference(seed, tuple(lines), query, walked, analysed))
    score.seconds = time.perf_counter() - start
    return score


def _walked(network: Network, query: Query) -> Verdict:
    return verdict(network, query.source, query.destination, query.packet)


def reduced(difference: Difference) -> Difference:
    """Return the difference in a network without the statements that it does not need."""

    def differs(lines: list[str]) -> Difference | None:
        try:
            network = read_lines(lines)
            walked = _walked(network, difference.query)
            analysed = Analyzer(network).flow(difference.query.flow()).open
        except (BadStatement, KeyError, StopIteration):
            return None
        if walked.open == analysed:
            return None
        return Difference(difference.seed, tuple(lines), difference.query, walked, analysed)

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
