"""Compare the engine's decisions with those of a peer, and classify each difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched

from sandbox.iam import Decision, decide
from sandbox.iam.decide_protocol import read
from tests.fuzz.features import features
from tests.fuzz.generator import GeneratedRequest
from tests.fuzz.known_differences import Difference, classify
from tests.fuzz.peers.peer import Peer
from tests.fuzz.shrinking import shrink

_BATCH = 500
"""Requests per call of a peer: enough to keep its process busy, few enough to stop soon after the limit."""
_UNKNOWN_LIMIT = 100
"""Unknown differences after which a run stops: shrinking takes seconds each, and a defect gives thousands."""


@dataclass(frozen=True, slots=True)
class FoundDifference:
    """A difference: the smallest request that shows it, both decisions, and its class if it has one."""

    peer: str
    smallest: GeneratedRequest
    ours: str
    theirs: str
    known: Difference | None


@dataclass(slots=True)
class Tally:
    """The result of all requests to one peer."""

    peer: str
    requests: int = 0
    agreed: Counter[str] = field(default_factory=Counter)
    """Decision -> how often both returned it."""
    differed: Counter[str] = field(default_factory=Counter)
    """Class of difference -> how often."""
    unknown: list[FoundDifference] = field(default_factory=list)

    def add(self, found: FoundDifference) -> None:
        """Count a difference."""
        if found.known is None:
            self.unknown.append(found)
        else:
            self.differed[found.known.id] += 1


def compare(
    peer: Peer,
    requests: Iterable[GeneratedRequest],
    reduce: Callable[[GeneratedRequest], GeneratedRequest | None],
    limit: int = _UNKNOWN_LIMIT,
) -> Tally:
    """Compare both decisions on every request that the peer supports; stop after `limit` unknown differences."""
    tally = Tally(peer.name)
    for batch in batched(requests, _BATCH):
        compared = [supported for request in batch if (supported := reduce(request)) is not None]
        tally.requests += len(compared)
        for request, theirs in list(zip(compared, peer.decisions(compared), strict=True)):
            mine = engine_decision(request, coarse=peer.coarse)
            if mine == theirs:
                tally.agreed[mine] += 1
            else:
                tally.add(_difference(peer, request, mine, theirs, reduce))
        if len(tally.unknown) >= limit:
            break
    return tally


def engine_decision(request: GeneratedRequest, *, coarse: bool = False) -> str:
    """Return the engine's decision; `coarse` merges the two kinds of deny."""
    decision = decide(*read(request)).decision
    return "deny" if coarse and decision in (Decision.EXPLICIT_DENY, Decision.IMPLICIT_DENY) else decision.value


def _difference(
    peer: Peer,
    request: GeneratedRequest,
    mine: str,
    theirs: str,
    reduce: Callable[[GeneratedRequest], GeneratedRequest | None],
) -> FoundDifference:
    def differs(smaller: GeneratedRequest) -> bool:
        supported = reduce(smaller)
        return (
            supported == smaller
            and engine_decision(smaller, coarse=peer.coarse) == mine
            and peer.decision(smaller) == theirs
        )

    smallest = shrink(request, differs)
    return FoundDifference(peer.name, smallest, mine, theirs, classify(peer.name, mine, theirs, features(smallest)))


def generated_requests(
    generate: Callable[[int, int], GeneratedRequest], seed: int, count: int
) -> Iterator[GeneratedRequest]:
    """Yield `count` requests of a seed."""
    return (generate(seed, number) for number in range(count))
