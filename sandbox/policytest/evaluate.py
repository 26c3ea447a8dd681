"""Run a check and judge what it said: every sentence, and whether it said anything at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.iam import Evaluator, Snapshot
from sandbox.policytest.session import Asking, asking
from sandbox.report.failure import Failure


@dataclass(frozen=True)
class Judgement:
    """What came of one check."""

    evaluated: int
    sentences: int
    failures: tuple[Failure, ...]
    vacuous: str | None = None
    """Why the check says nothing; None where it says something."""

    @property
    def held(self) -> bool:
        """Whether everything that was said is true, and something was said."""
        return not self.failures and self.vacuous is None

    @property
    def text(self) -> str:
        """All failures, for a person."""
        return "\n\n".join([*([self.vacuous] if self.vacuous else []), *(failure.text for failure in self.failures)])


def judge(asked: Asking, *, policy_test: bool) -> Judgement:
    """Judge the sentences of one check; a policy test that says nothing does not hold."""
    failures: list[Failure] = []
    evaluated = 0
    for sentence in asked.sentences:
        outcome = sentence.judge()
        evaluated += outcome.evaluated
        if not outcome.held:
            first = outcome.findings[0] if outcome.findings else None
            failures.append(Failure(sentence, first, max(0, len(outcome.findings) - 1)))
    return Judgement(evaluated, len(asked.sentences), tuple(failures), _vacuous(asked, policy_test=policy_test))


def run(check: Callable[[], object], world: Snapshot | Callable[[], Evaluator]) -> Judgement:
    """Run one check against a world."""
    with asking(world) as asked:
        check()
        return judge(asked, policy_test=True)


def _vacuous(asked: Asking, *, policy_test: bool) -> str | None:
    if asked.subjects:
        named = ", ".join(subject.said for subject in asked.subjects)
        return f"{named}: named, but nothing is said of it; add `.can(...)` or `.cannot(...)`"
    if not asked.sentences and (policy_test or asked.looked):
        return "nothing was asked of the world: a check without a sentence proves nothing"
    return None
