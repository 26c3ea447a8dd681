"""Assertions about the network: which flows are open, and which stay open when something fails."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.policytest.assertion import Assertion, Result, Sources
from sandbox.reach.answer import FlowAnswer
from sandbox.reach.model import Flow
from sandbox.report.flow_failure import FlowFailure


@dataclass(frozen=True)
class FlowAssertion(Assertion):
    """Each flow is open, or none is."""

    flows: tuple[Flow, ...]
    open: bool

    def evaluate(self, sources: Sources) -> Result:
        """Evaluate every flow."""
        answers = [sources.analyzer.flow(flow) for flow in self.flows]
        wrong = [answer for answer in answers if not _agrees(answer, expected_open=self.open)]
        if answers and not wrong:
            return Result(len(answers), None)
        first = wrong[0] if wrong else None
        return Result(len(answers), FlowFailure(self.description, self.location, first, others=max(0, len(wrong) - 1)))


def _agrees(answer: FlowAnswer, *, expected_open: bool) -> bool:
    """Return whether the answer is as expected; a closed flow with parts that are not modelled is proved neither."""
    if expected_open:
        ports = answer.flow.ports
        return answer.open and (ports is None or not answer.open_ports or answer.open_ports == (ports,))
    return not answer.open and not answer.notes
