"""Flows that appear or vanish have a witness and the changed part that makes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.origin import Origin
from sandbox.reach.diff import FlowChange, flow_changes
from sandbox.reach.model import Network
from tests.sandbox.reach.network_text import network

SHOP = """
vpc vpc-a 10.0.0.0/16
subnet subnet-public vpc-a 10.0.0.0/24
subnet subnet-private vpc-a 10.0.1.0/24
internet-gateway igw-a vpc-a
table rtb-public vpc-a subnets=subnet-public
route rtb-public 0.0.0.0/0 igw-a
table rtb-private vpc-a subnets=subnet-private
group sg-web vpc-a
group sg-db vpc-a
allow sg-web in tcp 443 0.0.0.0/0
allow sg-web out tcp 3306-3307 sg-db
allow sg-db in tcp 3306 sg-web
interface eni-web subnet-public 10.0.0.5 groups=sg-web public=52.0.0.5 name=web
interface eni-db subnet-private 10.0.1.5 groups=sg-db name=db
"""


def changes(old: str, new: str) -> tuple[FlowChange, ...]:
    return flow_changes(network(old), network(new))


def test_equal_networks_have_no_changes() -> None:
    assert changes(SHOP, SHOP) == ()


def test_a_moved_line_changes_nothing() -> None:
    read = network(SHOP)
    moved = replace(read, groups={key: replace(one, origin=Origin("a.py", 9)) for key, one in read.groups.items()})
    assert flow_changes(read, moved) == ()


def test_a_removed_rule_closes_its_flow_and_is_named() -> None:
    (change,) = changes(SHOP, SHOP.replace("allow sg-db in tcp 3306 sg-web\n", ""))
    assert (change.appears, change.source.id, change.destination.id) == (False, "eni-web", "eni-db")
    assert str(change.witness).startswith("10.0.0.5:")
    assert str(change.witness).endswith("-> 10.0.1.5:3306 tcp")
    (cause,) = change.causes
    assert cause.component == "sg-db"
    assert cause.text.endswith("allows inbound tcp 3306 from sg-web was removed")


def test_a_wider_rule_opens_exactly_the_ports_that_it_adds() -> None:
    (change,) = changes(SHOP, SHOP.replace("allow sg-db in tcp 3306 sg-web", "allow sg-db in tcp 3306-3310 sg-web"))
    assert change.appears
    assert {box.server_port for box in change.headers} == {(3307, 3307)}


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("route rtb-public 0.0.0.0/0 igw-a\n", "", "route 0.0.0.0/0 -> igw-a was removed"),
        (
            "internet-gateway igw-a vpc-a",
            "vpc vpc-b 10.1.0.0/16\ninternet-gateway igw-a vpc-b",
            "vpc changed from vpc-a to vpc-b",
        ),
        (" public=52.0.0.5", "", "public addresses changed"),
    ],
)
def test_what_cuts_the_internet_off_is_named(old: str, new: str, text: str) -> None:
    assert old in SHOP
    found = changes(SHOP, SHOP.replace(old, new))
    internet = [change for change in found if "internet" in {change.source.id, change.destination.id}]
    assert internet
    assert all(not change.appears for change in internet)
    assert any(text in cause.text for change in internet for cause in change.causes)


def test_an_end_that_is_added_has_flows_that_appear() -> None:
    without = "\n".join(line for line in SHOP.splitlines() if "eni-db" not in line)
    (change,) = changes(without, SHOP)
    assert (change.appears, change.destination.id) == (True, "eni-db")
    assert any("network interface eni-db" in cause.text and "was added" in cause.text for cause in change.causes)


@pytest.mark.parametrize(
    "new",
    [
        SHOP.replace("tcp 3306 sg-web", "tcp 3307 sg-web"),
        SHOP.replace("0.0.0.0/0 igw-a", "52.0.0.0/8 igw-a"),
        SHOP.replace("in tcp 443 0.0.0.0/0", "in all * 10.0.0.0/16"),
    ],
)
def test_the_changes_back_are_the_changes_reversed(new: str) -> None:
    def packets(first: Network, second: Network, *, appears: bool) -> set[object]:
        return {
            (change.source.id, change.destination.id, change.headers)
            for change in flow_changes(first, second)
            if change.appears is appears
        }

    before, after = network(SHOP), network(new)
    assert flow_changes(before, after)
    for appears in (True, False):
        assert packets(before, after, appears=appears) == packets(after, before, appears=not appears)
