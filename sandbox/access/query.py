"""Queries: one concrete request, its evaluation, and what contradicts an assertion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.access.conditions import implied_keys
from sandbox.access.expected_denial import ExpectedDenial
from sandbox.iam import Decision, EvaluationTrace, Evaluator, Layers, Request, Verdict, decide, explain
from sandbox.iam.role_session import session_arn
from sandbox.iam.snapshot import Caller


@dataclass(frozen=True)
class Query:
    """One request: a principal, an action, a resource and condition keys."""

    principal: str | None
    """ARN or service name; None for an anonymous request. A role's ARN means a session of the role."""
    action: str
    resource: str
    context: Mapping[str, object] = field(default_factory=dict)
    """Condition keys in lower case; None for a key that the request lacks."""

    def resolve(self, evaluator: Evaluator) -> tuple[Request, Layers]:
        """Return the request with the keys that follow from the snapshot, and the policies that apply to it.

        Args:
            evaluator: Evaluates in the snapshot that the query is about.

        """
        return evaluator.request_and_layers(self.principal, self.action, self.resource, self._full_context(evaluator))

    def decide(self, evaluator: Evaluator) -> Verdict:
        """Return the verdict.

        Args:
            evaluator: Evaluates in the snapshot that the query is about.

        """
        return decide(*self.resolve(evaluator))

    def explain(self, evaluator: Evaluator) -> EvaluationTrace:
        """Return the verdict with every statement that was evaluated.

        Args:
            evaluator: Evaluates in the snapshot that the query is about.

        """
        return explain(*self.resolve(evaluator))

    def _full_context(self, evaluator: Evaluator) -> dict[str, object]:
        return {**implied_keys(evaluator.snapshot, self.action, self.resource), **self.context}

    def __str__(self) -> str:
        given = ", ".join(f"{key}={value}" for key, value in self.context.items() if value is not None)
        principal = session_arn(self.principal) or self.principal or "anonymous"
        return f"{principal} {self.action} on {self.resource}{f' with {given}' if given else ''}"


@dataclass(frozen=True)
class Counterexample:
    """A query whose verdict contradicts an assertion."""

    query: Query
    trace: EvaluationTrace
    reason: str
    expected_denial: ExpectedDenial | None = None
    """What was to deny the request and does not."""
    preceding: tuple[Query, ...] = ()
    """Requests that come before this one, all of them allowed."""
    without_boundary: Caller | None = None
    """The role or user without a permissions boundary, where that is what is wrong."""

    @property
    def allowed(self) -> bool:
        """Whether the request is allowed."""
        return self.trace.verdict.decision is Decision.ALLOW
