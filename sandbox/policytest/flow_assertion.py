"""Assertions about the network: which flows are open, and which stay open when something fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.policytest.assertion import Assertion, Result, Sources
from sandbox.policytest.failure_sets import FailureSet
from sandbox.reach import Analyzer
from sandbox.reach.answer import Disposition, FlowAnswer
from sandbox.reach.failures import Failure, lost_end
from sandbox.reach.model import Flow, Network
from sandbox.report.flow_failure import FlowFailure


@dataclass(frozen=True)
class FlowAssertion(Assertion):
    """Each flow is open, or none is."""

    flows: tuple[Flow, ...]
    open: bool

    def evaluate(self, sources: Sources) -> Result:
        """Evaluate every flow."""
        verdicts = sources.analyzer.without_explanations()
        answers = [verdicts.flow(flow) for flow in self.flows]
        wrong = [answer for answer in answers if not _agrees(answer, expected_open=self.open)]
        if answers and not wrong:
            return Result(len(answers), None)
        first = sources.analyzer.flow(wrong[0].flow) if wrong else None
        return Result(
            len(answers),
            FlowFailure(self.description, self.location, first, expected_open=self.open, others=max(0, len(wrong) - 1)),
        )


@dataclass(frozen=True)
class SurvivalAssertion(Assertion):
    """Each flow stays open whichever of the failures happens, unless the failure takes an end of the flow itself."""

    flows: tuple[Flow, ...]
    failures: FailureSet

    def evaluate(self, sources: Sources) -> Result:
        """Evaluate every flow in the whole network, then without each of the failing parts in turn."""
        whole = sources.analyzer
        evaluated, failing = 0, 0
        wrong: list[tuple[str, Analyzer, Flow]] = []
        for text, analyzer, flows in (("", whole, self.flows), *self._failed(whole.network)):
            failing += analyzer is not whole
            verdicts = analyzer.without_explanations()
            evaluated += len(flows)
            answers = (verdicts.flow(flow) for flow in flows)
            wrong += [(text, analyzer, it.flow) for it in answers if not _agrees(it, expected_open=True)]
        if evaluated and failing and not wrong:
            return Result(evaluated, None)
        text, analyzer, flow = wrong[0] if wrong else ("", whole, None)
        first = analyzer.flow(flow) if flow else None
        missing = "" if failing else f"the network has nothing of {self.failures.name}"
        failure = FlowFailure(
            self.description, self.location, first, failed_parts=text, missing=missing, others=max(0, len(wrong) - 1)
        )
        return Result(evaluated, failure)

    def _failed(self, network: Network) -> Iterator[tuple[str, Analyzer, tuple[Flow, ...]]]:
        """Yield each network without what fails together, and the flows whose ends are left."""
        for failed in self.failures.of(network):
            left = network
            for failure in failed:
                left = failure.apply(left)
            yield _without(failed), Analyzer(left), tuple(flow for flow in self.flows if not lost_end(left, flow))


def _without(failed: tuple[Failure, ...]) -> str:
    return f"without {' and '.join(map(str, failed))}"


def _agrees(answer: FlowAnswer, *, expected_open: bool) -> bool:
    """Return whether the answer is as expected; a flow that meets something that is not modelled is proved neither."""
    if expected_open:
        ports = answer.flow.ports
        return answer.open and (ports is None or not answer.open_ports or answer.open_ports == (ports,))
    return not answer.open and answer.disposition is not Disposition.INSUFFICIENT_INFO
