from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_range_of_22_is_the_smallest(breaches: Breaches):
    found = breaches(
        (
            "cidr: 10.33.0.0/20, tiers: {public: 26, app: 24, data: 26}",
            "cidr: 10.33.0.0/22, tiers: {public: 27, app: 25, data: 26}",
        )
    )
    assert not found


def test_a_range_wider_than_aws_takes_is_refused(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 10.64.0.0/15"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.cidr", "10.64.0.0/15 is wider than AWS allows")
    ]


def test_a_range_too_small_for_the_hub_is_refused(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 10.33.0.0/23"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.cidr", "10.33.0.0/23 is too small for the hub's subnets")
    ]


def test_a_range_that_no_host_may_have_is_refused(breaches: Breaches):
    found = breaches(("cidr: 10.33.0.0/20", "cidr: 127.0.0.0/20"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.cidr", "127.0.0.0/20 holds addresses that no host may have")
    ]
