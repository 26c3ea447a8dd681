"""The text of an assertion that does not hold: AWS's message, the decision, the line, the smallest edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from sandbox.access.failure_location import failure_location
from sandbox.access.query import Counterexample
from sandbox.access.remediation.search import Remediation, find_remediation
from sandbox.iam import Evaluator, Origin
from sandbox.iam.message import refusal
from sandbox.report.decision_tree import as_lines, decision_tree
from sandbox.report.remediation_text import remediation_text

_WIDTH = 100
"""Columns, as pytest's own output on a usual terminal leaves room for."""
_MARGIN = re.compile(r"[ │├└─]*")
_CONTINUED = str.maketrans("├└─", "│  ")
"""The margin of a tree's line -> the margin of the lines below it."""


@dataclass(frozen=True)
class Failure:
    """One assertion that does not hold, and the first counterexample."""

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
    def headline(self) -> str:
        """The assertion and what is wrong, in one line."""
        return f"{self.assertion}: {self.reason}"

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(part for line in self._lines() for part in _wrapped(line))

    def _lines(self) -> Iterator[str]:
        yield self.headline
        yield f"  asserted at {self.asserted_at}"
        found = self.counterexample
        if found is None:
            return
        if self.where:
            yield f"  decided at {self.where}"
        for query in found.preceding:
            yield f"  preceding request, allowed: {query}"
        yield f"  request: {found.query}"
        message = refusal(found.trace)
        yield f"  AWS: {message}" if message else "  AWS: allows it"
        yield from (f"  {line}" for line in as_lines(decision_tree(found.trace, self.evaluator.snapshot)))
        yield from (f"  {line}" for line in remediation_text(self.remediation))
        if self.others:
            yield f"  and {self.others} more requests like it"


def _wrapped(line: str) -> list[str]:
    """Return a line as several, each under the first and indented further; names are never broken."""
    margin = _MARGIN.match(line)
    indent = f"{margin[0].translate(_CONTINUED) if margin else ''}  "
    return wrap(
        line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
