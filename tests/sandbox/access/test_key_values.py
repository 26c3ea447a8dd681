"""For each class of requests that conditions on a key distinguish, the key has a value."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.access.key_values import KeyDomain, key_domain, with_values
from sandbox.iam.conditions import Condition, compile_block
from sandbox.iam.request import Request

REQUEST = Request.of("arn:aws:sts::111122223333:assumed-role/deployer/s", "s3:GetObject", "*", context={})
KEY = "ec2:thing"


def conditions(*blocks: dict[str, Any]) -> list[Condition]:
    keyed = ({operator: {KEY: wanted} for operator, wanted in block.items()} for block in blocks)
    return [condition for block in keyed for condition in compile_block(block, variables=True)]


def results(domain: KeyDomain, listed: list[Condition]) -> set[tuple[bool, ...]]:
    requests = [with_values(REQUEST, {KEY: value}) for value in domain.values]
    return {tuple(bool(c.holds and c.holds(request)) for c in listed) for request in requests}


@pytest.mark.parametrize(
    ("blocks", "values"),
    [
        ([{"StringEquals": ["a", "b", "c"]}, {"StringEquals": ["a", "c"]}], ["a", "b", None, "x"]),
        ([{"StringLike": ["a*"]}, {"StringLike": ["*b"]}], ["ab", "a", "b", None, "x"]),
        ([{"StringEqualsIgnoreCase": ["A"]}, {"StringEquals": ["a"]}], ["a", "A", None]),
        ([{"IpAddress": ["10.0.0.0/8"]}, {"IpAddress": ["10.1.0.0/16"]}], ["10.0.0.1", "10.1.0.1", None, "11.0.0.1"]),
        ([{"NumericLessThan": ["3"]}, {"NumericLessThan": ["4"]}], ["2", "3", "3.5", "4", "5", None]),
        ([{"DateGreaterThan": ["2026-01-01T00:00:00Z"]}], ["2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", None]),
        ([{"Bool": ["true"]}, {"Null": ["true"]}], ["true", "false", None]),
        ([{"ArnLike": ["arn:aws:iam::*:role/a"]}, {"StringLike": ["*a"]}], ["arn:aws:iam::1:role/a", "a", "x", None]),
    ],
)
def test_every_class_of_single_values_has_a_value(blocks: list[dict[str, Any]], values: list[str | None]) -> None:
    listed = conditions(*blocks)
    requests = [with_values(REQUEST, {KEY: None if value is None else (value,)}) for value in values]
    wanted = {tuple(bool(c.holds and c.holds(request)) for c in listed) for request in requests}
    domain = key_domain(KEY, listed, REQUEST)
    assert domain.complete
    assert wanted <= results(domain, listed)
    assert len(domain.values) == len(results(domain, listed)), "one value for each class"


def test_every_class_of_sets_of_values_has_a_set() -> None:
    listed = conditions({"ForAllValues:StringEquals": ["a", "b"]}, {"ForAnyValue:StringEquals": ["a"]})
    assert results(key_domain(KEY, listed, REQUEST), listed) == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }


def test_names_of_request_tags_are_distinguished() -> None:
    listed = conditions({"ForAllValues:StringEquals": ["a", "b"]})
    values = key_domain(KEY, listed, REQUEST, frozenset({"a"})).values
    assert {frozenset(value or ()) & {"a"} for value in values} == {frozenset(), frozenset({"a"})}
