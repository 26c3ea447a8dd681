"""One concrete request, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.access.conditions import implied
from sandbox.access.guards import Guard
from sandbox.iam import Decision, EvaluationTrace, Evaluator, Layers, Request, Verdict, decide, explain
from sandbox.iam.snapshot import Caller


@dataclass(frozen=True)
class Question:
    """Who asks for which action on which resource, with which condition keys."""

    principal: str | None
    action: str
    resource: str
    context: Mapping[str, object] = field(default_factory=dict)

    def put(self, evaluator: Evaluator) -> tuple[Request, Layers]:
        """The request as the policies see it, and those around it."""
        return evaluator.question(self.principal, self.action, self.resource, self._context(evaluator))

    def decide(self, evaluator: Evaluator) -> Verdict:
        """Answer in short."""
        return decide(*self.put(evaluator))

    def explain(self, evaluator: Evaluator) -> EvaluationTrace:
        """Answer with the whole ledger."""
        return explain(*self.put(evaluator))

    def _context(self, evaluator: Evaluator) -> dict[str, object]:
        return {**implied(evaluator.world, self.action, self.resource), **self.context}

    def __str__(self) -> str:
        given = ", ".join(f"{key}={value}" for key, value in self.context.items() if value is not None)
        return f"{self.principal or 'anonymous'} {self.action} on {self.resource}{f' with {given}' if given else ''}"


@dataclass(frozen=True)
class Finding:
    """One answer that is not the one wanted."""

    question: Question
    ledger: EvaluationTrace
    because: str
    guard: Guard | None = None
    """What was to refuse and did not."""
    before: tuple[Question, ...] = ()
    """Requests that go before this one, all of them allowed."""
    unbound: Caller | None = None
    """Who has no boundary, where that is what is wrong."""

    @property
    def allowed(self) -> bool:
        """Whether the request went through."""
        return self.ledger.verdict.decision is Decision.ALLOW


@dataclass(frozen=True)
class Outcome:
    """What came of one sentence."""

    evaluated: int
    """Requests that were decided; none is a failure in itself."""
    findings: tuple[Finding, ...]

    @property
    def held(self) -> bool:
        """Whether the sentence is true."""
        return self.evaluated > 0 and not self.findings
