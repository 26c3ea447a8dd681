"""Time of questions about the default estate's network on a finished plan: printed, not asserted."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from sandbox.iam import Snapshot
from sandbox.policytest.session import policy_evaluator
from sandbox.reach import Analyzer, ends
from sandbox.reach.diff import flow_changes
from sandbox.reach.failures import Baseline, failures, named_flows, sweep
from sandbox.reach.model import Flow, Network, PortRange
from tests.reference_tests import network_tests

pytestmark = pytest.mark.speed

REPEATS = 5


def measured(title: str, query: Callable[[], object], goal: str = "") -> None:
    """Print the median and the range of some runs."""
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        query()
        times.append(1000 * (time.perf_counter() - began))
    print(f"\n{title}: {statistics.median(times):.0f} ms ({min(times):.0f} to {max(times):.0f}){goal}")


def one_flow(network: Network, source: str, destination: str, port: int) -> object:
    (first,), (last,) = ends.resolve(network, source), ends.resolve(network, destination)
    return Analyzer(network).flow(Flow(first, last, 6, PortRange(port, port)))


def without_rules(network: Network, name: str) -> Network:
    """Return the network whose group of that name lets nothing in."""
    groups = {
        key: replace(group, rules=tuple(rule for rule in group.rules if rule.egress)) if group.name == name else group
        for key, group in network.groups.items()
    }
    return replace(network, groups=groups)


def test_one_flow(network: Network) -> None:
    measured("open flow, a new analyzer", lambda: one_flow(network, "mobile/app", "legacy/monolith", 443), ", goal 1 s")
    measured("closed flow with an edit", lambda: one_flow(network, "mobile/app", "data/warehouse", 5439), ", goal 1 s")


def test_all_single_failures(network: Network) -> None:
    measured(
        "all single failures",
        lambda: sweep(Baseline.of(network, named_flows(network)), failures(network)),
        ", goal 10 s",
    )


def test_the_difference_of_one_rule(network: Network) -> None:
    after = without_rules(network, "data-warehouse")
    measured("flows that one rule changes", lambda: flow_changes(network, after), ", goal 2 s with permissions")


def test_the_policy_tests_of_the_network(snapshot: Snapshot, network: Network) -> None:
    evaluator, analyzer = policy_evaluator(snapshot), Analyzer(network)
    results = [test.evaluate(lambda: evaluator, lambda: analyzer) for test in network_tests()]
    assert all(result.passed for result in results)
    flows = sum(result.evaluated for result in results)
    measured(
        f"{len(results)} policy tests, {flows} flows",
        lambda: [test.evaluate(lambda: evaluator, lambda: analyzer) for test in network_tests()],
    )
