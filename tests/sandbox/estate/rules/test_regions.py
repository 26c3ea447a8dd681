from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_another_region_may_be_allowed(breaches: Breaches):
    found = breaches(("allowed_regions: [us-east-1]", "allowed_regions: [eu-west-1, us-east-1]"))
    assert not found


def test_a_region_that_aws_does_not_have_is_refused(breaches: Breaches):
    found = breaches(("allowed_regions: [us-east-1]", "allowed_regions: [us-east-1, us-est-2]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.allowed_regions.1", "us-est-2 is no AWS region")
    ]


def test_the_home_region_must_be_allowed(breaches: Breaches):
    found = breaches(("allowed_regions: [us-east-1]", "allowed_regions: [us-west-2]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.home_region", "the home region us-east-1 is not allowed")
    ]
