"""Assertions: what a policy test requires, and the evaluation of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sandbox.access.candidate_resources import candidate_resources
from sandbox.access.escalation import EscalationSearch
from sandbox.access.expected_denial import ExpectedDenial, not_denying, why_not_denying
from sandbox.access.query import Counterexample, Query
from sandbox.iam import Decision, Evaluator, Origin, Principal, decide
from sandbox.reach import Analyzer
from sandbox.report.failed_assertion import FailedAssertion
from sandbox.report.failure import Failure


class Sources(Protocol):
    """What assertions are evaluated on; each is read when it is first needed."""

    @property
    def evaluator(self) -> Evaluator:
        """The evaluator of the policies."""

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer of the network."""


@dataclass(frozen=True)
class Result:
    """The result of one assertion."""

    evaluated: int
    """Requests or flows that were evaluated; an assertion that evaluates none does not hold."""
    failure: FailedAssertion | None

    @property
    def holds(self) -> bool:
        """Whether the assertion holds."""
        return self.failure is None


@dataclass(frozen=True)
class Assertion(ABC):
    """What a policy test requires of some principals."""

    description: str
    """The assertion as its author wrote it: `role mobile/reader can s3:GetObject`."""
    location: Origin | None
    """The line of the test."""

    @abstractmethod
    def evaluate(self, sources: Sources) -> Result:
        """Evaluate the assertion."""


@dataclass(frozen=True)
class PrincipalAssertion(Assertion):
    """What a policy test requires of some principals."""

    principals: tuple[str | None, ...]

    def evaluate(self, sources: Sources) -> Result:
        """Evaluate the requests of all principals."""
        evaluator = sources.evaluator
        evaluated, found = self.counterexamples(evaluator)
        if evaluated and not found:
            return Result(evaluated, None)
        first, *others = found or (None,)
        failure = Failure(self.description, self.principals, self.location, evaluator, first, len(others))
        return Result(evaluated, failure)

    @abstractmethod
    def counterexamples(self, evaluator: Evaluator) -> tuple[int, tuple[Counterexample, ...]]:
        """Return how many requests were evaluated, and those whose verdict contradicts the assertion."""


@dataclass(frozen=True)
class EscalationAssertion(PrincipalAssertion):
    """No principal can escalate past its permissions boundary."""

    excluded: tuple[str, ...] = ()
    """Principals without the boundary that the principals are meant to become."""

    def counterexamples(self, evaluator: Evaluator) -> tuple[int, tuple[Counterexample, ...]]:
        """Search for an escalation of each principal."""
        searches = [EscalationSearch(evaluator, principal, self.excluded) for principal in self.principals]
        found = tuple(counterexample for search in searches for counterexample in search.counterexamples())
        return sum(search.evaluated for search in searches), found


@dataclass(frozen=True)
class AccessAssertion(PrincipalAssertion):
    """Each principal is allowed, or none is, to use the actions."""

    allowed: bool
    actions: tuple[str, ...]
    resources: tuple[str, ...] | None = None
    """ARNs; None for any resource that the actions can be about."""
    context: Mapping[str, object] = field(default_factory=dict)
    """Condition keys of the requests."""
    expected_denials: tuple[ExpectedDenial, ...] = ()
    """Policies and statements that each deny the requests on their own."""

    def counterexamples(self, evaluator: Evaluator) -> tuple[int, tuple[Counterexample, ...]]:
        """Evaluate the requests of each principal and action; each has at most one counterexample, the first."""
        evaluated = 0
        found: list[Counterexample] = []
        for principal in self.principals:
            for action in self.actions:
                queries = tuple(self._queries(evaluator, principal, action))
                evaluated += len(queries)
                found += self._not_allowed(evaluator, queries) if self.allowed else self._not_denied(evaluator, queries)
        return evaluated, tuple(found)

    def _queries(self, evaluator: Evaluator, principal: str | None, action: str) -> Iterator[Query]:
        account = Principal.parse(principal).account
        for resource in self.resources or candidate_resources(evaluator.snapshot, account, action):
            yield Query(principal, action, resource, self.context)

    def _not_allowed(self, evaluator: Evaluator, queries: tuple[Query, ...]) -> Iterator[Counterexample]:
        """Yield the first query where none is allowed."""
        if queries and not any(query.decide(evaluator).allowed for query in queries):
            yield Counterexample(queries[0], queries[0].explain(evaluator), "it is denied")

    def _not_denied(self, evaluator: Evaluator, queries: tuple[Query, ...]) -> Iterator[Counterexample]:
        """Yield the first query that is not denied, or not by each expected denial."""
        for query in queries:
            request, layers = query.resolve(evaluator)
            decision = decide(request, layers).decision
            failing = next(not_denying(request, layers, self.expected_denials), None)
            denied = decision not in (Decision.ALLOW, Decision.NOT_EVALUABLE)
            if denied and failing is None:
                continue
            trace = query.explain(evaluator)
            verdict = "it is allowed" if decision is Decision.ALLOW else "it cannot be evaluated"
            reason = why_not_denying(evaluator.snapshot, trace, failing) if failing else ""
            text = reason if denied else f"{verdict}: {reason}" if reason else verdict
            yield Counterexample(query, trace, text, failing)
            return
