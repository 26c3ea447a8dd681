"""Conditions: operators, missing keys, keys with several values, and variables."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.iam import Request
from sandbox.iam.conditions import compile_block

KEY = "aws:x"


def matches(block: dict[str, Any], *, version_with_variables: bool = True, **context: Any) -> bool | None:
    request = Request.of(
        "arn:aws:iam::111122223333:user/ann", "s3:GetObject", context={f"aws:{k}": v for k, v in context.items()}
    )
    found: bool | None = True
    for condition in compile_block(block, variables=version_with_variables):
        if condition.holds is None:
            return None
        found = found and condition.holds(request)
    return found


@pytest.mark.parametrize(
    ("operator", "wanted", "good", "bad"),
    [
        ("StringEquals", "a*", "a*", "ab"),
        ("StringNotEquals", "a", "b", "a"),
        ("StringEqualsIgnoreCase", "Team", "tEAM", "teams"),
        ("StringNotEqualsIgnoreCase", "Team", "x", "TEAM"),
        ("StringLike", "a?c*", "abcd", "acd"),
        ("StringNotLike", "a*", "b", "ab"),
        ("NumericEquals", 10, "10.0", "10.1"),
        ("NumericNotEquals", "10", "11", "10"),
        ("NumericLessThan", 300, "299", "300"),
        ("NumericLessThanEquals", 300, "300", "301"),
        ("NumericGreaterThan", -1, "0", "-1"),
        ("NumericGreaterThanEquals", "0.5", "0.5", "0.49"),
        ("DateEquals", "2026-01-01T00:00:00Z", "1767225600", "1767225601"),
        ("DateNotEquals", "2026-01-01", "2026-01-02", "2026-01-01"),
        ("DateLessThan", "2026-01-01T00:00:00+01:00", "2025-12-31T22:59:59Z", "2025-12-31T23:00:00Z"),
        ("DateLessThanEquals", "2026", "2026-01-01", "2026-01-02"),
        ("DateGreaterThan", "1767225600", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"),
        ("DateGreaterThanEquals", "2026-01-01", "2026-01-01", "2025-12-31"),
        ("Bool", True, "TRUE", "false"),
        ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", "QmluYXJz"),
        ("IpAddress", "10.0.0.0/8", "10.1.2.3", "11.0.0.1"),
        ("IpAddress", "0.0.0.0/0", "198.51.100.7", "2001:db8::1"),
        ("IpAddress", "2001:db8::/32", "2001:db8::1", "2001:db9::1"),
        ("IpAddress", "203.0.113.5", "203.0.113.5", "203.0.113.6"),
        ("NotIpAddress", "10.0.0.0/8", "11.0.0.1", "10.0.0.1"),
        (
            "ArnLike",
            "arn:aws:iam::*:role/a*",
            "arn:aws:iam::111122223333:role/ab/c",
            "arn:aws:iam::111122223333:user/a",
        ),
        ("ArnEquals", "arn:aws:sns:*:*:t", "arn:aws:sns:us-east-1:1:t", "arn:aws:sns:us-east-1:1:t2"),
        ("ArnNotLike", "arn:aws:iam::1:*", "arn:aws:iam::2:user/x", "arn:aws:iam::1:user/x"),
        ("ArnNotEquals", "arn:aws:iam::1:user/x", "arn:aws:iam::1:user/y", "arn:aws:iam::1:user/x"),
    ],
)
def test_an_operator_accepts_a_matching_value_and_rejects_another(operator: str, wanted: Any, good: str, bad: str):
    assert matches({operator: {KEY: wanted}}, x=good) is True
    assert matches({operator: {KEY: wanted}}, x=bad) is False


def test_an_arn_wildcard_matches_within_one_field():
    assert matches({"ArnLike": {KEY: "arn:aws:*:role/x"}}, x="arn:aws:iam::1:role/x") is None
    assert matches({"ArnLike": {KEY: "arn:*:iam::1:role/x"}}, x="arn:aws:iam:us-east-1:1:role/x") is False


@pytest.mark.parametrize(
    ("operator", "without_key"),
    [
        ("StringEquals", False),
        ("StringNotEquals", True),
        ("StringNotLike", True),
        ("StringEqualsIfExists", True),
        ("StringNotEqualsIfExists", True),
        ("ForAllValues:StringEquals", True),
        ("ForAllValues:StringNotEquals", True),
        ("ForAnyValue:StringEquals", False),
        ("ForAnyValue:StringNotEquals", False),
        ("ForAnyValue:StringEqualsIfExists", False),
        ("ForAllValues:StringLikeIfExists", True),
    ],
)
def test_the_result_of_a_missing_key_depends_on_the_operator(operator: str, without_key: bool):
    assert matches({operator: {KEY: "a"}}) is without_key
    assert matches({operator: {KEY: "a"}}, x=[]) is without_key


@pytest.mark.parametrize(
    ("operator", "without_key"), [("NumericEqualsIfExists", True), ("ForAnyValue:NumericLessThanIfExists", False)]
)
def test_if_exists_and_set_operators_combine_with_numbers(operator: str, without_key: bool):
    assert matches({operator: {KEY: 5}}) is without_key
    assert matches({operator: {KEY: 5}}, x="9") is False
    assert matches({operator: {KEY: 5}}, x="5") is operator.startswith("Numeric")


def test_a_missing_key_matches_bool_false_with_if_exists_only():
    assert matches({"Bool": {"aws:MultiFactorAuthPresent": "false"}}) is False
    assert matches({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}) is True


@pytest.mark.parametrize(
    ("operator", "values", "result"),
    [
        ("ForAllValues:StringEquals", ["a", "b"], True),
        ("ForAllValues:StringEquals", ["a", "z"], False),
        ("ForAnyValue:StringEquals", ["z", "b"], True),
        ("ForAnyValue:StringEquals", ["y", "z"], False),
        ("ForAllValues:StringNotEquals", ["y", "z"], True),
        ("ForAllValues:StringNotEquals", ["a", "z"], False),
        ("ForAnyValue:StringNotEquals", ["a", "z"], True),
        ("ForAnyValue:StringNotEquals", ["a", "b"], False),
    ],
)
def test_set_operators_combine_several_values(operator: str, values: list[str], result: bool):
    assert matches({operator: {KEY: ["a", "b"]}}, x=values) is result


def test_null_tests_whether_the_key_is_present():
    assert matches({"Null": {KEY: "true"}}) is True
    assert matches({"Null": {KEY: True}}, x="1") is False
    assert matches({"Null": {KEY: "false"}}, x="1") is True
    assert matches({"NullIfExists": {KEY: "true"}}) is None


def test_operators_and_keys_combine_by_and():
    block = {"StringEquals": {KEY: "a", "aws:y": "b"}, "Bool": {"aws:z": "true"}}
    assert matches(block, x="a", y="b", z="true") is True
    assert matches(block, x="a", y="b", z="false") is False
    assert matches(block, x="a", y="c", z="true") is False


def test_key_names_are_case_insensitive():
    assert matches({"StringEquals": {"AWS:X": "a"}}, x="a") is True


@pytest.mark.parametrize(
    ("wanted", "value", "result"),
    [
        ("${aws:username}", "ann", True),
        ("home/${aws:USERNAME}/*", "home/ann/1", True),
        ("${aws:absent, 'all'}", "all", True),
        ("${aws:absent}", "", False),
        ("a${*}", "a*", True),
        ("a${*}", "ab", False),
        ("${$}{x}", "${x}", True),
    ],
)
def test_variables_are_resolved_in_string_conditions(wanted: str, value: str, result: bool):
    assert matches({"StringLike": {KEY: wanted}}, x=value) is result


def test_a_wildcard_in_the_value_of_a_variable_is_a_literal():
    assert matches({"StringLike": {KEY: "${aws:y}"}}, x="anything", y="*") is False
    assert matches({"StringLike": {KEY: "${aws:y}"}}, x="*", y="*") is True


def test_documents_of_version_2008_have_no_variables():
    assert matches({"StringEquals": {KEY: "${aws:username}"}}, version_with_variables=False, x="ann") is False
    assert (
        matches({"StringEquals": {KEY: "${aws:username}"}}, version_with_variables=False, x="${aws:username}") is True
    )


def test_a_key_with_several_values_does_not_resolve():
    assert matches({"StringEquals": {KEY: "${aws:y}"}}, x="a", y=["a", "b"]) is False


@pytest.mark.parametrize(
    "block", [[], {"Bool": {KEY: "maybe"}}, {"Bool": []}, {"StringEquals": {KEY: {}}}, {"StringLike": {KEY: "${a"}}]
)
def test_each_problem_of_an_invalid_condition_is_listed(block: Any):
    broken = [condition.problem for condition in compile_block(block, variables=True)]
    assert broken
    assert all(broken)
