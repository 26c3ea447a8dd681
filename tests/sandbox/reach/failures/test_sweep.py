from __future__ import annotations

from collections.abc import Iterable

import pytest

from sandbox.reach import Analyzer
from sandbox.reach.analysis.reached import reached
from sandbox.reach.failures import Baseline, Effect, FailureKind, FailureReport, failures, named_flows, pairs, sweep
from sandbox.reach.model import Flow, Network
from tests.sandbox.reach.network_text import read_lines
from tests.sandbox.reach.textbook_case import TextbookCase, cases

TWO_ZONES = (
    "vpc vpc-a 10.0.0.0/16",
    "subnet subnet-1 vpc-a 10.0.1.0/24 zone=az1",
    "subnet subnet-2 vpc-a 10.0.2.0/24 zone=az2",
    "internet-gateway igw-a vpc-a",
    "table rtb-a vpc-a main",
    "route rtb-a 0.0.0.0/0 igw-a",
    "interface eni-1 subnet-1 10.0.1.5 public=52.0.0.5",
    "interface eni-2 subnet-2 10.0.2.5",
)


def _effect(report: FailureReport, name: str) -> Effect:
    return next(effect for effect in report.effects if effect.failures[0].name == name)


def _ends(flows: Iterable[Flow]) -> set[tuple[str, str]]:
    return {(flow.source.id, flow.destination.id) for flow in flows}


def _all_flows(network: Network) -> list[Flow]:
    return list(named_flows(network))


def test_an_internet_gateway_is_a_single_point_of_failure_of_the_flows_through_it() -> None:
    network = read_lines(TWO_ZONES)
    report = sweep(Baseline.of(network, _all_flows(network)), failures(network))
    cut = _ends(_effect(report, "igw-a").cut_off)
    assert cut == {("eni-1", "internet"), ("internet", "eni-1")}
    assert _effect(report, "igw-a") in report.single_points


def test_flows_of_a_failed_zone_itself_are_not_cut_off_but_lost() -> None:
    network = read_lines(TWO_ZONES)
    report = sweep(Baseline.of(network, _all_flows(network)), failures(network, (FailureKind.ZONE,)))
    lost = report.effects[0]
    assert not lost.cut_off
    assert ("eni-1", "eni-2") in _ends(lost.lost_ends)
    assert report.single_points == ()


def _with_lines() -> list[TextbookCase]:
    return [case for case in cases() if len(read_lines(case.network).topology.connections) > 1]


@pytest.mark.parametrize("case", _with_lines(), ids=lambda case: case.name)
def test_the_lines_after_a_failure_are_not_those_that_failed(case: TextbookCase) -> None:
    network = read_lines(case.network)
    report = sweep(Baseline.of(network, _all_flows(network)), failures(network, (FailureKind.LINE,)))
    assert report.effects
    for effect in report.effects:
        for rerouted in effect.rerouted:
            assert effect.failures[0].name not in rerouted.after


@pytest.mark.parametrize("case", tuple(cases()), ids=lambda case: case.name)
def test_what_is_not_evaluated_again_would_have_the_same_answer(case: TextbookCase) -> None:
    network = read_lines(case.network)
    baseline = Baseline.of(network, _all_flows(network))
    for failure in failures(network):
        effect = sweep(baseline, (failure,)).effects[0]
        after = Analyzer(failure.apply(network))
        closed = {flow for flow, _ in baseline.open if not reached(after, flow).open}
        assert {*effect.cut_off, *effect.lost_ends} == closed, str(failure)


def test_a_pair_is_reported_for_what_neither_failure_cuts_off_alone() -> None:
    found = 0
    for case in _with_lines():
        network = read_lines(case.network)
        baseline = Baseline.of(network, _all_flows(network))
        lines = list(failures(network, (FailureKind.LINE,)))
        alone = {flow for effect in sweep(baseline, lines).effects for flow in effect.cut_off}
        for effect in pairs(baseline, lines).effects:
            found += 1
            assert len(effect.failures) == 2
            assert alone.isdisjoint(effect.cut_off)
    assert found
