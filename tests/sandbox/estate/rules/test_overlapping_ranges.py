from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Network
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sandbox import estate
from sandbox.estate.located_values import ranges
from sandbox.estate.model import Account, Vpc
from sandbox.estate.rules.overlapping_ranges import check

Breaches = Callable[..., list[tuple[str, str, str]]]

SMALL = estate.load(Path(__file__).parents[3] / "estates" / "small.yaml")


@st.composite
def networks(draw: st.DrawFn) -> IPv4Network:
    prefix = draw(st.integers(8, 14))
    return IPv4Network((draw(st.integers(0, (1 << prefix) - 1)) << (32 - prefix), prefix))


def test_adjacent_ranges_are_accepted(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 10.16.16.0/20"))
    assert not found


def test_an_overlap_of_two_accounts_is_refused_with_a_free_range(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 10.16.0.0/20"))
    assert found == [
        (
            "accounts.mobile.vpc.cidr",
            "10.16.0.0/20 of account mobile overlaps 10.16.0.0/20 of account legacy",
            "10.16.16.0/20 is free",
        )
    ]


def test_an_accounts_range_inside_the_data_centres_is_refused(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 10.15.240.0/20"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.cidr", "10.15.240.0/20 of account mobile overlaps 10.0.0.0/12 of the data centre")
    ]


def test_a_range_that_contains_another_is_refused(breaches: Breaches):
    found = breaches(("cidr: 10.17.0.0/22, tiers: {app: 26}", "cidr: 10.33.0.0/16, tiers: {app: 26}"))
    assert found == [
        (
            "accounts.mobile.vpc.cidr",
            "10.33.0.0/20 of account mobile overlaps 10.33.0.0/16 of account network",
            "10.16.16.0/20 is free",
        )
    ]


def test_two_interfaces_with_one_point_to_point_network_are_refused(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.101.1/30, 169.254.101.2/30"))
    assert found == [
        (
            "datacentre.lines.1.interfaces.transit.addresses.0",
            (
                "169.254.101.0/30 of the transit interface of line-west overlaps "
                "169.254.101.0/30 of the legacy interface of line-east"
            ),
            "169.254.0.0/30 is free",
        )
    ]


def test_an_interface_network_inside_an_accounts_range_is_refused(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "10.16.0.1/30, 10.16.0.2/30"))
    assert found == [
        (
            "accounts.legacy.vpc.cidr",
            "10.16.0.0/20 of account legacy overlaps 10.16.0.0/30 of the transit interface of line-west",
            "10.16.16.0/20 is free",
        )
    ]


def test_without_a_free_range_a_smaller_one_is_suggested(breaches: Breaches):
    found = breaches(("prefixes: [10.0.0.0/12]", "prefixes: [10.0.0.0/8]"))
    assert [right for _, _, right in found] == ["no range of its size is free: make one smaller"] * 3


@given(st.lists(networks(), max_size=12))
def test_exactly_the_overlapping_ranges_are_named(chosen: list[IPv4Network]):
    accounts = {
        f"account-{number}": Account(email="a@kiosk.example", vpc=Vpc(cidr=cidr, tiers={}))
        for number, cidr in enumerate(chosen)
    }
    changed = SMALL.model_copy(update={"accounts": accounts})
    named_ranges = [(at, network) for at, _, network in ranges(changed)]
    overlapping = {
        at
        for at, network in named_ranges
        for other_at, other in named_ranges
        if at != other_at and network.overlaps(other)
    }
    assert {at for finding in check.check(changed) for at in (finding.at, finding.twin)} == overlapping


@given(st.lists(networks(), min_size=1, max_size=12))
def test_a_suggested_range_is_free(chosen: list[IPv4Network]):
    accounts = {
        f"account-{number}": Account(email="a@kiosk.example", vpc=Vpc(cidr=cidr, tiers={}))
        for number, cidr in enumerate(chosen)
    }
    changed = SMALL.model_copy(update={"accounts": accounts})
    for finding in check.check(changed):
        if finding.right.endswith(" is free"):
            free = IPv4Network(finding.right.removesuffix(" is free"))
            assert not any(free.overlaps(network) for _, _, network in ranges(changed))
