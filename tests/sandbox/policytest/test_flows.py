"""Assertions about flows hold, fail with the line, and prove nothing where they are about nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sandbox.origin import Origin
from sandbox.policytest import (
    InvalidAssertion,
    NoNetwork,
    any_one_line,
    any_one_zone,
    any_two,
    everything,
    flow,
    nothing,
    policy_session,
)
from sandbox.policytest.evaluate import PolicyTestResult, run
from sandbox.reach.errors import ReachError
from sandbox.reach.model import Network
from tests.sandbox.policytest.snapshots import small
from tests.sandbox.reach.network_text import network

SHOP = """
vpc vpc-a 10.0.0.0/16
subnet subnet-public vpc-a 10.0.0.0/24 zone=az1
subnet subnet-private vpc-a 10.0.1.0/24 zone=az2
internet-gateway igw-a vpc-a
table rtb-public vpc-a subnets=subnet-public
route rtb-public 0.0.0.0/0 igw-a
table rtb-private vpc-a subnets=subnet-private
group sg-web vpc-a
group sg-db vpc-a
allow sg-web in tcp 443 0.0.0.0/0
allow sg-web out tcp 3306 sg-db
allow sg-db in tcp 3306 sg-web
interface eni-web subnet-public 10.0.0.5 groups=sg-web public=52.0.0.5
interface eni-db subnet-private 10.0.1.5 groups=sg-db
"""
HYBRID = """
vpc vpc-a 10.0.0.0/16
subnet subnet-a vpc-a 10.0.0.0/24
vpn-gateway vgw-a vpc-a
datacentre dc 192.168.0.0/16
router one dc 65001
router two dc 65001
connection dxcon-a router=one
connection dxcon-b router=two
virtual-interface dxvif-a dxcon-a private vgw-a router=one
virtual-interface dxvif-b dxcon-b private vgw-a router=two
announce dxvif-a/4 192.168.0.0/16
announce dxvif-b/4 192.168.0.0/16
table rtb-a vpc-a main propagating=vgw-a
interface eni-a subnet-a 10.0.0.5
"""
LINE = Origin("network/groups.py", 7)


def result(test: Callable[[], object], text: str = SHOP) -> PolicyTestResult:
    return run(test, small(), network(text))


def with_lines(text: str) -> Network:
    """Return the network with a line of the program at each rule of its groups."""
    read = network(text)
    groups = {
        key: replace(group, rules=tuple(replace(rule, origin=LINE) for rule in group.rules))
        for key, group in read.groups.items()
    }
    return replace(read, groups=groups)


@pytest.mark.parametrize(
    "test",
    [
        lambda: flow("internet", "eni-web", port=443).is_open(),
        lambda: flow("eni-web", "eni-db", port=3306).is_open(),
        lambda: flow("internet", "eni-db").is_closed(),
        lambda: flow("eni-web", "eni-db", port=(0, 3305)).is_closed(),
        lambda: flow("eni-web", "eni-db", port=3306, protocol="udp").is_closed(),
        lambda: nothing.but("eni-web").reaches("eni-db"),
        lambda: nothing.from_("internet", "eni-db").reaches("eni-db"),
        lambda: everything.from_("internet").reaches("eni-web", port=443, protocol="tcp"),
    ],
)
def test_an_assertion_that_holds(test: Callable[[], object]) -> None:
    found = result(test)
    assert found.passed
    assert found.evaluated > 0


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        (lambda: flow("internet", "eni-db", port=3306).is_open(), "it is closed"),
        (lambda: flow("eni-web", "eni-db", port=3306).is_closed(), "it is open"),
        (lambda: flow("eni-web", "eni-db", port=(3306, 3307)).is_open(), "only part of its ports is open"),
        (lambda: nothing.reaches("eni-db"), "it is open"),
        (lambda: everything.from_("internet").reaches("eni-web", port=22, protocol="tcp"), "it is closed"),
    ],
)
def test_an_assertion_that_does_not_hold_has_its_reason(test: Callable[[], object], reason: str) -> None:
    (failure,) = result(test).failures
    assert failure.reason == reason
    assert failure.asserted_at is not None
    assert failure.asserted_at.file.endswith("test_flows.py")


def test_an_open_flow_has_the_line_of_the_rule_that_lets_it_in() -> None:
    found = run(lambda: flow("eni-web", "eni-db", port=3306).is_closed(), small(), with_lines(SHOP))
    assert found.failures[0].where == LINE
    assert "decided at network/groups.py:7" in found.text


def test_a_closed_flow_has_what_is_in_the_way_and_the_smallest_edit() -> None:
    text = " ".join(result(lambda: flow("eni-web", "eni-db", port=22).is_open()).text.split())
    assert "in the way" in text
    assert "smallest edit" in text


def test_a_flow_survives_one_line_of_two_and_not_both() -> None:
    assert result(lambda: flow("datacentre", "eni-a", port=443).survives(any_one_line), HYBRID).passed
    (failure,) = result(lambda: flow("datacentre", "eni-a", port=443).survives(any_two(any_one_line)), HYBRID).failures
    assert failure.reason.startswith("it is closed without line")
    assert failure.reason.count("line ") == 2


def test_a_failure_that_takes_an_end_of_the_flow_is_no_counterexample() -> None:
    assert result(lambda: flow("eni-web", "eni-db", port=3306).survives(any_one_zone)).passed


def test_surviving_what_the_network_does_not_have_proves_nothing() -> None:
    (failure,) = result(lambda: flow("eni-web", "eni-db", port=3306).survives(any_one_line)).failures
    assert "the network has nothing of any one line" in failure.reason


@pytest.mark.parametrize(
    "test",
    [
        lambda: flow("eni-web", "eni-db", port=70000),
        lambda: flow("eni-web", "eni-db", port=(90, 80)),
        lambda: flow("eni-web", "eni-db", protocol="smtp"),
        lambda: flow("eni-web", "eni-db", port=1, protocol=47),
        lambda: nothing.from_("eni-db").reaches("eni-db"),
    ],
)
def test_an_assertion_without_meaning_is_refused(test: Callable[[], object]) -> None:
    with pytest.raises(InvalidAssertion):
        result(test)


def test_a_flow_that_meets_something_unknown_is_proved_neither_open_nor_closed() -> None:
    read = network(SHOP)
    interfaces = {**read.interfaces, "eni-web": replace(read.interfaces["eni-web"], groups=("sg-unknown",))}
    unknown = replace(read, interfaces=interfaces)
    (failure,) = run(lambda: flow("internet", "eni-web", port=22).is_closed(), small(), unknown).failures
    assert failure.reason.startswith("it is not decided: Security group sg-unknown")
    assert not run(lambda: flow("internet", "eni-web", port=443).is_open(), small(), unknown).passed


def test_what_was_not_read_elsewhere_does_not_keep_a_flow_from_being_closed() -> None:
    read = replace(network(SHOP), notes=("aws:networkfirewall/firewall:Firewall is not read",))
    assert run(lambda: flow("internet", "eni-db").is_closed(), small(), read).passed


def test_an_unknown_end_is_refused_with_similar_names() -> None:
    with pytest.raises(ReachError, match="eni-wbe"):
        result(lambda: flow("eni-wbe", "eni-db"))


def test_a_flow_of_which_nothing_is_asserted_fails_the_test() -> None:
    found = result(lambda: flow("eni-web", "eni-db"))
    assert not found.passed
    assert "nothing is asserted" in str(found.vacuous)


def test_a_session_without_a_network_refuses_flows() -> None:
    with policy_session(small()), pytest.raises(NoNetwork):
        flow("eni-web", "eni-db")


def test_the_truth_value_is_whether_it_holds() -> None:
    with policy_session(small(), network(SHOP)):
        assert flow("eni-web", "eni-db", port=3306).is_open()
        assert not flow("eni-web", "eni-db", port=22).is_open()
