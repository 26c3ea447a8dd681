from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_tiers_that_fill_their_part_of_the_range_are_accepted(breaches: Breaches):
    found = breaches(("tiers: {public: 26, app: 24, data: 26}", "tiers: {public: 25, app: 23, data: 24}"))
    assert not found


def test_a_tier_larger_than_its_part_is_refused_with_valid_sizes(breaches: Breaches):
    found = breaches(("tiers: {public: 26, app: 24, data: 26}", "tiers: {public: 26, app: 22, data: 26}"))
    assert found == [
        (
            "accounts.mobile.vpc.tiers.app",
            "10.33.0.0/20 of mobile is too small for app subnets of /22",
            "write app: 23 to 28, or a range of /19",
        )
    ]


def test_a_subnet_smaller_than_aws_allows_is_refused(breaches: Breaches):
    found = breaches(("tiers: {public: 26, app: 24, data: 26}", "tiers: {public: 26, app: 24, data: 29}"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.tiers.data", "AWS takes no subnet of /29")
    ]
