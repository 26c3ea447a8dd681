from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_another_region_may_be_allowed(breaches: Breaches):
    found = breaches(("allowed_regions: [us-east-1]", "allowed_regions: [eu-west-1, us-east-1]"))
    assert not found


def test_an_unknown_region_is_refused(breaches: Breaches):
    found = breaches(("allowed_regions: [us-east-1]", "allowed_regions: [us-east-1, us-est-2]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.allowed_regions.1", "us-est-2 is not an AWS region")
    ]


def test_the_home_region_must_be_allowed(breaches: Breaches):
    found = breaches(("allowed_regions: [us-east-1]", "allowed_regions: [us-west-2]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.home_region", "the home region us-east-1 is not allowed")
    ]


def test_a_misspelled_home_region_is_one_problem_with_an_allowed_suggestion(breaches: Breaches):
    found = breaches(("home_region: us-east-1", "home_region: us-est-1"))
    assert found == [("organization.home_region", "us-est-1 is not an AWS region", "did you mean us-east-1?")]


def test_a_misspelled_allowed_region_gets_the_home_region_as_suggestion(breaches: Breaches):
    found = breaches(("allowed_regions: [us-east-1]", "allowed_regions: [us-est-1]"))
    assert found[0] == (
        "organization.home_region",
        "the home region us-east-1 is not allowed",
        "add us-east-1 to allowed_regions",
    )
    assert found[1] == ("organization.allowed_regions.0", "us-est-1 is not an AWS region", "did you mean us-east-1?")
