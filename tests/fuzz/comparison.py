"""Compare the engine's decisions with those of a peer, and classify each difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched

from sandbox.iam import Decision, decide
from sandbox.iam.decide_protocol import read
from tests.fuzz.features import features
from tests.fuzz.generator import Question
from tests.fuzz.known import Difference, classify
from tests.fuzz.peers.peer import Peer
from tests.fuzz.shrinking import shrink

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A difference: the smallest request that shows it, both decisions, and its class if it has one."""

    peer: str
    smallest: Question
    ours: str
    theirs: str
    known: Difference | None


@dataclass(slots=True)
class Tally:
    """The result of all requests to one peer."""

    peer: str
    asked: int = 0
    agreed: Counter[str] = field(default_factory=Counter)
    """Decision -> how often both returned it."""
    differed: Counter[str] = field(default_factory=Counter)
    """Class of difference -> how often."""
    unknown: list[Found] = field(default_factory=list)

    def add(self, found: Found) -> None:
        """Count a difference."""
        if found.known is None:
            self.unknown.append(found)
        else:
            self.differed[found.known.id] += 1


def compare(
    peer: Peer, questions: Iterable[Question], reduced: Callable[[Question], Question | None], enough: int = 100
) -> Tally:
    """Compare both decisions on every request that the peer supports; stop after `enough` unknown differences."""
    tally = Tally(peer.name)
    for batch in batched(questions, _BATCH):
        asked = [fit for question in batch if (fit := reduced(question)) is not None]
        tally.asked += len(asked)
        for question, theirs in list(zip(asked, peer.answers(asked), strict=True)):
            mine = ours(question, coarse=peer.coarse)
            if mine == theirs:
                tally.agreed[mine] += 1
            else:
                tally.add(_found(peer, question, mine, theirs, reduced))
        if len(tally.unknown) >= enough:
            break
    return tally


def ours(question: Question, *, coarse: bool = False) -> str:
    """Return the engine's decision; `coarse` merges the two kinds of deny."""
    said = decide(*read(question)).decision
    return "deny" if coarse and said in (Decision.EXPLICIT_DENY, Decision.IMPLICIT_DENY) else said.value


def _found(
    peer: Peer, question: Question, mine: str, theirs: str, reduced: Callable[[Question], Question | None]
) -> Found:
    def differs(smaller: Question) -> bool:
        fit = reduced(smaller)
        return fit == smaller and ours(smaller, coarse=peer.coarse) == mine and peer.answer(smaller) == theirs

    smallest = shrink(question, differs)
    return Found(peer.name, smallest, mine, theirs, classify(peer.name, mine, theirs, features(smallest)))


def numbered(make: Callable[[int, int], Question], seed: int, count: int) -> Iterator[Question]:
    """Yield `count` requests of a seed."""
    return (make(seed, number) for number in range(count))
