from __future__ import annotations

from collections.abc import Callable

import pytest

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_range_of_22_is_accepted(breaches: Breaches):
    found = breaches(
        (
            "cidr: 10.33.0.0/20, tiers: {public: 26, app: 24, data: 26}",
            "cidr: 10.33.0.0/22, tiers: {public: 27, app: 25, data: 26}",
        )
    )
    assert not found


def test_a_range_larger_than_aws_allows_is_refused(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 10.64.0.0/15"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.cidr", "10.64.0.0/15 is wider than AWS allows")
    ]


def test_a_range_too_small_for_the_hub_is_refused(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 10.33.0.0/23"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.cidr", "10.33.0.0/23 is too small for the hub's subnets")
    ]


def test_a_reserved_range_is_refused(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 127.0.0.0/20"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.cidr", "127.0.0.0/20 holds addresses that no host may have")
    ]


@pytest.mark.parametrize("public", ["8.8.0.0/20", "172.32.0.0/20", "100.128.0.0/20"])
def test_a_public_range_is_refused(breaches: Breaches, public: str):
    found = breaches(("cidr: 10.33.0.0/20", f"cidr: {public}"))
    assert found == [
        (
            "accounts.mobile.vpc.cidr",
            f"{public} is public: its addresses belong to others on the internet",
            "write a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10",
        )
    ]


@pytest.mark.parametrize("private", ["172.31.0.0/20", "192.168.0.0/20", "100.64.0.0/20"])
def test_any_private_range_is_accepted(breaches: Breaches, private: str):
    assert not breaches(("cidr: 10.33.0.0/20", f"cidr: {private}"))
