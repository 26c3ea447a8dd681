"""Filters of findings."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.emulated.accessanalyzer.criteria import check_filter, matches
from sandbox.emulated.errors import AwsError

ATTRIBUTES = {"resource": ("arn:aws:sqs:us-east-1:111111111111:orders",), "isPublic": ("false",)}


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({}, True),
        ({"isPublic": {"eq": ["false", "maybe"]}}, True),
        ({"isPublic": {"neq": ["false"]}}, False),
        ({"resource": {"contains": ["orders"]}}, True),
        ({"resource": {"contains": ["orders"]}, "isPublic": {"eq": ["true"]}}, False),
        ({"error": {"exists": False}}, True),
        ({"error": {"exists": True}}, False),
        ({"error": {"eq": ["INTERNAL_ERROR"]}}, False),
        ({"error": {"neq": ["INTERNAL_ERROR"]}}, True),
    ],
)
def test_a_filter_matches_where_every_criterion_is_fulfilled(filter_: Any, expected: bool) -> None:
    assert matches(filter_, ATTRIBUTES) is expected


@pytest.mark.parametrize(
    ("filter_", "reason"),
    [
        ({}, "at least one criterion"),
        ({"colour": {"eq": ["red"]}}, "not a filter key"),
        ({"status": {"eq": ["ACTIVE"]}}, "not a key of archive rules"),
        ({"isPublic": {}}, "must have eq, neq, contains or exists"),
        ({"isPublic": {"eq": []}}, "1 to 20 values"),
        ({"resource": {"contains": ["a"] * 21}}, "1 to 20 values"),
    ],
)
def test_a_wrong_filter_of_a_rule_is_refused(filter_: Any, reason: str) -> None:
    with pytest.raises(AwsError, match=reason) as refused:
        check_filter(filter_, of_rule=True)
    assert refused.value.code == "ValidationException"
