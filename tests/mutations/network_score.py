"""Score how many cuts of the reference estate's network fail a shipped policy test, and at the line of the cut.

Run `make mutations`, or this module with a count and a seed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sandbox import estate
from sandbox.iam import Evaluator
from sandbox.origin import Origin
from sandbox.policytest.collect import PolicyTest, policy_tests
from sandbox.reach import Analyzer
from sandbox.reach.headers import Boxes, subtract
from sandbox.reach.model import EndKind, Flow, FlowEnd, InterfaceKind, Network
from sandbox.report.flow_failure import FlowFailure
from sandbox.settings import read
from sandbox.snapshot.network import plan
from sandbox.snapshot.plan_cache import project_plans
from tests.mutations.network_cuts import NetworkCut, network_cuts
from tests.repository import CLONE

_DEFAULTS = ("200", "4")
"""Count and seed: with 200 cuts, one is half a percent of the score; any seed would do."""
_TESTS = "test_network.py"


@dataclass(frozen=True)
class NetworkOutcome:
    """A cut, and the first failure of the policy tests."""

    cut: NetworkCut
    failure: FlowFailure | None

    @property
    def named(self) -> Origin | None:
        """The line that the failure names."""
        return self.failure.where if self.failure else None

    @property
    def right(self) -> bool:
        """Whether that line is the line of the cut."""
        return self.named in self.cut.origins


def reference_network() -> Network:
    """Return the network of the reference program's plan."""
    settings = read({})
    return plan.read(project_plans(settings, estate.load(settings.estate))["all"], settings.root)


@dataclass(frozen=True)
class NetworkScorer:
    """The reference network with its flows, and its policy tests."""

    network: Network
    tests: tuple[PolicyTest, ...]

    @cached_property
    def ends(self) -> tuple[FlowEnd, ...]:
        """The ends of the estate's flows: its named interfaces, data centres and the internet."""
        named = [
            FlowEnd(EndKind.INTERFACE, one.id, name=one.name)
            for one in self.network.interfaces.values()
            if one.kind is InterfaceKind.INTERFACE and one.name
        ]
        centres = [FlowEnd(EndKind.DATACENTRE, name) for name in self.network.topology.datacentres]
        return (*named, *centres, FlowEnd(EndKind.INTERNET, "internet"))

    @cached_property
    def before(self) -> tuple[Boxes, ...]:
        """The open headers of every pair of ends."""
        return tuple(self._headers(Analyzer(self.network)))

    def _headers(self, analyzer: Analyzer) -> Iterator[Boxes]:
        for source in self.ends:
            for destination in self.ends:
                if source != destination:
                    yield analyzer.headers(Flow(source, destination, None))

    def changes_a_flow(self, cut: NetworkCut) -> bool:
        """Return whether a flow between two ends opens or closes, in part or as a whole."""
        after = self._headers(Analyzer(cut.apply(self.network)))
        return any(_differ(one, other) for one, other in zip(self.before, after, strict=True))

    def outcome(self, cut: NetworkCut) -> NetworkOutcome:
        """Run the policy tests on the network after a cut, up to the first that fails."""
        analyzer = Analyzer(cut.apply(self.network))
        for test in self.tests:
            for failure in test.evaluate(_no_policies, lambda: analyzer).failures:
                if isinstance(failure, FlowFailure):
                    return NetworkOutcome(cut, failure)
        return NetworkOutcome(cut, None)


def _differ(one: Boxes, other: Boxes) -> bool:
    return bool(_minus(one, other) or _minus(other, one))


def _minus(one: Boxes, other: Boxes) -> Boxes:
    for box in other:
        one = subtract(one, box)
    return one


def _no_policies() -> Evaluator:
    raise AssertionError("A test of the network evaluates no policy.")


def shipped_tests() -> tuple[PolicyTest, ...]:
    """Return the policy tests of the network that the reference estate ships."""
    return tuple(one for one in policy_tests(CLONE / "tests" / "intents") if one.name.startswith(_TESTS))


def outcomes(scorer: NetworkScorer, count: int, seed: int) -> Iterator[NetworkOutcome | NetworkCut]:
    """Yield outcomes of cuts, drawn without replacement, until `count` of them change a flow; others as they are."""
    drawn = list(network_cuts(scorer.network))
    random.Random(seed).shuffle(drawn)  # noqa: S311 - a sample, not a secret
    seen = 0
    for cut in drawn:
        if not scorer.changes_a_flow(cut):
            yield cut
            continue
        seen += 1
        yield scorer.outcome(cut)
        if seen == count:
            return


def main() -> None:
    """Print each miss, then the score."""
    count, seed = (int(argument) for argument in [*sys.argv[1:], *_DEFAULTS][:2])
    scorer = NetworkScorer(reference_network(), shipped_tests())
    found: list[NetworkOutcome] = []
    without_effect = 0
    for outcome in outcomes(scorer, count, seed):
        if isinstance(outcome, NetworkCut):
            without_effect += 1
            continue
        found.append(outcome)
        if not outcome.right:
            lines = ", ".join(sorted(map(str, outcome.cut.origins)))
            shown = outcome.failure.headline if outcome.failure else "no policy test fails"
            print(f"{outcome.cut} at {lines}: {outcome.named}: {shown}", flush=True)
    failed, right = sum(o.failure is not None for o in found), sum(o.right for o in found)
    print(
        f"{len(found)} cuts that a flow shows: {failed} fail a test ({failed / len(found):.1%}), {right} of these "
        f"at the line of the cut ({right / max(1, failed):.1%}). {without_effect} more cuts change no flow."
    )


if __name__ == "__main__":
    main()
