"""What a failed sentence tells: AWS's message, the ledger, the line of the program, the smallest edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from sandbox.access.failure_location import location
from sandbox.access.query import Finding
from sandbox.access.remediation.impact import Impact
from sandbox.access.remediation.search import Mend, mend
from sandbox.iam import Origin
from sandbox.iam.message import refusal
from sandbox.policytest.session import Spoken
from sandbox.report.decision_tree import tree

_EXAMPLES = 3
_WIDTH = 100
_MARGIN = re.compile(r"[ │├└─]*")


@dataclass(frozen=True)
class Failure:
    """One sentence that is not true, and the first witness against it."""

    sentence: Spoken
    finding: Finding | None
    """None where nothing was evaluated at all."""
    others: int = 0
    """Further witnesses."""

    @cached_property
    def mended(self) -> Mend | None:
        """The smallest edit that helps."""
        return mend(self.sentence.asking.evaluator, self.finding) if self.finding else None

    @cached_property
    def where(self) -> Origin | None:
        """The line of the program."""
        if self.finding is None:
            return None
        said = self.sentence
        return location(said.asking.evaluator, self.finding, said.callers, lambda: self.mended)

    @property
    def headline(self) -> str:
        """The sentence and what is wrong with it, in one line."""
        if self.finding is None:
            return f"{self.sentence.said}: nothing was evaluated, so nothing is proven"
        return f"{self.sentence.said}: {self.finding.because}"

    @cached_property
    def text(self) -> str:
        """Everything, for a person."""
        return "\n".join(part for line in self._lines() for part in _wrapped(line))

    def _lines(self) -> Iterator[str]:
        yield self.headline
        yield f"  said at {self.sentence.place}"
        if self.finding is None:
            return
        if self.where:
            yield f"  decided at {self.where}"
        for question in self.finding.before:
            yield f"  first, allowed: {question}"
        yield f"  request: {self.finding.question}"
        message = refusal(self.finding.ledger)
        yield f"  AWS: {message}" if message else "  AWS: lets it through"
        yield from (f"  {line}" for line in tree(self.finding.ledger))
        yield from self._edit()
        if self.others:
            yield f"  and {self.others} more requests like it"

    def _edit(self) -> Iterator[str]:
        mended = self.mended
        if mended is None:
            yield "  no single statement of the program changes this: no edit is offered"
            return
        for edit in mended.edits:
            yield f"  smallest edit: {edit.said}  {edit.where or ''}".rstrip()
        verdict = mended.verdict
        by = "" if verdict.allowed else f" by {verdict.layer.value}"
        yield f"    tried: {verdict.decision.value}{by}; {_beside(mended.impact)}"


def _wrapped(line: str) -> list[str]:
    """A line as several, each under the first and a little further in; names are never broken."""
    margin = _MARGIN.match(line)
    indent = f"{margin[0] if margin else ''}  "
    return wrap(
        line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )


def _beside(impact: Impact) -> str:
    if not impact.size:
        return f"nothing else changes ({impact.asked} other requests of the estate asked)"
    parts = [
        f"it would also {verb} {len(names)} more ({', '.join(names[:_EXAMPLES])}{', ...' * (len(names) > _EXAMPLES)})"
        for verb, names in (("open", impact.opened), ("refuse", impact.closed))
        if names
    ]
    return f"{'; '.join(parts)}, of {impact.asked} others asked"
