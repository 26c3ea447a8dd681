"""The text of an assertion about the network that does not hold: the hops, what is in the way, the smallest edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from sandbox.origin import Origin
from sandbox.reach.answer import FlowAnswer, StepAction, Trace
from sandbox.report.decision_tree import as_lines
from sandbox.report.failed_assertion import FailedAssertion
from sandbox.report.reach_answer import answer_tree, headline


@dataclass(frozen=True)
class FlowFailure(FailedAssertion):
    """One assertion about flows that does not hold, and the first flow that contradicts it."""

    assertion: str
    asserted_at: Origin | None
    answer: FlowAnswer | None
    """None where no flow was evaluated."""
    expected_open: bool = True
    failed_parts: str = ""
    """What was taken away: `without line-east`; empty where nothing was."""
    missing: str = ""
    """Why nothing is proved though flows were evaluated; empty where something is."""
    others: int = 0
    example_kind: ClassVar[str] = "flow"

    @cached_property
    def where(self) -> Origin | None:
        """The line of the first setting in the way; of an open flow, of the rule that lets it in."""
        if self.answer is None:
            return None
        if not self.answer.open:
            return next((block.origin for block in self.answer.blocks if block.origin), None)
        return next(_permitting_lines(self.answer.forward), None)

    @property
    def reason(self) -> str:
        """What is wrong."""
        if self.answer is None:
            return f"{self.missing or 'no flow was evaluated'}, so nothing is proved"
        without = f" {self.failed_parts}" if self.failed_parts else ""
        if not self.answer.open and not self.expected_open:
            return f"it is not decided: {'; '.join(self.answer.notes)}"
        if not self.answer.open:
            return f"it is closed{without}"
        return f"only part of its ports is open{without}" if self.expected_open else "it is open"

    @property
    def example(self) -> str | None:
        """The flow with its verdict."""
        return headline(self.answer) if self.answer else None

    def details(self) -> Iterator[str]:
        """Yield the whole answer."""
        if self.answer is not None:
            yield from as_lines(answer_tree(self.answer))


def _permitting_lines(traces: tuple[Trace, ...]) -> Iterator[Origin]:
    """Yield the lines of the rules that let an open flow pass: of security groups before others, the last hops first.

    A security group is written for its endpoint, a network ACL for a whole tier.
    """
    steps = [
        step
        for trace in traces
        for hop in reversed(trace.hops)
        for step in reversed(hop.steps)
        if step.action is StepAction.PERMITTED
    ]
    for step in sorted(steps, key=lambda step: not step.component.startswith("sg-")):
        if step.origin:
            yield step.origin
