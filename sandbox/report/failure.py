"""The text of an assertion that does not hold: AWS's message, the decision, the line, the smallest edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sandbox.access.failure_location import failure_location
from sandbox.access.query import Counterexample
from sandbox.access.remediation.search import Remediation, find_remediation
from sandbox.iam import Evaluator, Origin
from sandbox.iam.message import refusal
from sandbox.report.decision_tree import as_lines, decision_tree
from sandbox.report.failed_assertion import FailedAssertion
from sandbox.report.remediation_text import remediation_text


@dataclass(frozen=True)
class Failure(FailedAssertion):
    """One assertion about permissions that does not hold, and the first counterexample."""

    assertion: str
    """The assertion as its author wrote it."""
    principals: tuple[str | None, ...]
    """All principals of the assertion."""
    asserted_at: Origin | None
    """The line of the test."""
    evaluator: Evaluator
    counterexample: Counterexample | None
    """None where no request was evaluated."""
    others: int = 0
    """Further counterexamples."""

    @cached_property
    def remediation(self) -> Remediation | None:
        """The smallest edit that makes the assertion hold for the counterexample."""
        return find_remediation(self.evaluator, self.counterexample) if self.counterexample else None

    @cached_property
    def where(self) -> Origin | None:
        """The line of the program."""
        if self.counterexample is None:
            return None
        return failure_location(self.evaluator, self.counterexample, self.principals, lambda: self.remediation)

    @property
    def reason(self) -> str:
        """What is wrong."""
        return self.counterexample.reason if self.counterexample else "no request was evaluated, so nothing is proved"

    @property
    def example(self) -> str | None:
        """The request of the counterexample."""
        return str(self.counterexample.query) if self.counterexample else None

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return super().text

    def details(self) -> Iterator[str]:
        """Yield the requests, AWS's message, the decision and the smallest edit."""
        found = self.counterexample
        if found is None:
            return
        for query in found.preceding:
            yield f"preceding request, allowed: {query}"
        yield f"request: {found.query}"
        message = refusal(found.trace)
        yield f"AWS: {message}" if message else "AWS: allows it"
        yield from as_lines(decision_tree(found.trace, self.evaluator.snapshot))
        yield from remediation_text(self.remediation)
