"""Every operator, with and without IfExists and the set operators, in every state of its key."""

from __future__ import annotations

import itertools
import json
from typing import Any, NamedTuple

import pytest

from sandbox.iam.conditions.block import operators
from sandbox.iam.decide_protocol import answer

STATES = ("missing", "empty", "one good", "one bad", "mixed")
EXPECTED = {
    # quantifier, negated: the result in each state above, by AWS's pages on operators and on several values
    ("", False): "--+-+",
    ("", True): "++-+-",
    ("ForAllValues:", False): "+++--",
    ("ForAllValues:", True): "++-+-",
    ("ForAnyValue:", False): "--+-+",
    ("ForAnyValue:", True): "---++",
}
IF_EXISTS = {"": "++", "ForAllValues:": "++", "ForAnyValue:": "--"}
"""The results of IfExists for a missing and for an empty key."""


class Sample(NamedTuple):
    """An operator in its positive form: the policy's value, a value that matches and one that does not."""

    wanted: str
    good: str
    bad: str
    negated: bool = False


SAMPLES = {
    "StringEquals": Sample("a", "a", "A"),
    "StringNotEquals": Sample("a", "a", "A", negated=True),
    "StringEqualsIgnoreCase": Sample("a", "A", "b"),
    "StringNotEqualsIgnoreCase": Sample("a", "A", "b", negated=True),
    "StringLike": Sample("a*c?", "abbcd", "abbc"),
    "StringNotLike": Sample("a*c?", "abbcd", "abbc", negated=True),
    "NumericEquals": Sample("10", "10.0", "11"),
    "NumericNotEquals": Sample("10", "10.0", "11", negated=True),
    "NumericLessThan": Sample("10", "9.99", "10"),
    "NumericLessThanEquals": Sample("10", "10", "10.01"),
    "NumericGreaterThan": Sample("10", "10.01", "10"),
    "NumericGreaterThanEquals": Sample("10", "10", "9"),
    "DateEquals": Sample("2026-07-01T00:00:00Z", "1782864000", "1782864001"),
    "DateNotEquals": Sample("2026-07-01T00:00:00Z", "1782864000", "1782864001", negated=True),
    "DateLessThan": Sample("2026-07-01T00:00:00Z", "2026-06-30", "2026-07-01"),
    "DateLessThanEquals": Sample("2026-07-01T00:00:00Z", "2026-07-01", "2026-07-02"),
    "DateGreaterThan": Sample("1782864000", "2026-07-02", "2026-07-01"),
    "DateGreaterThanEquals": Sample("1782864000", "2026-07-01", "2026-06-30"),
    "Bool": Sample("true", "true", "false"),
    "BinaryEquals": Sample("QQ==", "QQ==", "Qg=="),
    "IpAddress": Sample("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
    "NotIpAddress": Sample("10.0.0.0/8", "10.255.0.1", "11.0.0.1", negated=True),
    "ArnEquals": Sample("arn:aws:sns:*:1:t", "arn:aws:sns:eu:1:t", "arn:aws:sns:eu:2:t"),
    "ArnNotEquals": Sample("arn:aws:sns:*:1:t", "arn:aws:sns:eu:1:t", "arn:aws:sns:eu:2:t", negated=True),
    "ArnLike": Sample("arn:aws:sns:*:1:t?", "arn:aws:sns:eu:1:t1", "arn:aws:sns:eu:1:t"),
    "ArnNotLike": Sample("arn:aws:sns:*:1:t?", "arn:aws:sns:eu:1:t1", "arn:aws:sns:eu:1:t", negated=True),
}
GRID = list(itertools.product(SAMPLES, ("", "IfExists"), ("", "ForAllValues:", "ForAnyValue:"), STATES))


def test_the_table_has_every_operator():
    assert set(SAMPLES) == set(operators())


@pytest.mark.parametrize(("operator", "if_exists", "quantifier", "state"), GRID)
def test_an_operator_matches_as_in_the_table(operator: str, if_exists: str, quantifier: str, state: str):
    sample = SAMPLES[operator]
    contexts: dict[str, dict[str, Any]] = {
        "missing": {},
        "empty": {"x:key": []},
        "one good": {"x:key": [sample.good]},
        "one bad": {"x:key": sample.bad},
        "mixed": {"x:key": [sample.bad, sample.good]},
    }
    row = EXPECTED[quantifier, sample.negated]
    row = IF_EXISTS[quantifier] + row[2:] if if_exists else row
    condition = {f"{quantifier}{operator}{if_exists}": {"X:Key": sample.wanted}}
    assert _matches("Allow", condition, contexts[state]) == (row[STATES.index(state)] == "+")
    assert _matches("Deny", condition, contexts[state]) == (row[STATES.index(state)] == "+")


def _matches(effect: str, condition: dict[str, Any], context: dict[str, Any]) -> bool:
    """Return whether a statement with the condition matches, by the decision."""
    tested = {"Effect": effect, "Action": "x:Do", "Resource": "*", "Condition": condition}
    full = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    found = answer(
        json.dumps(
            {
                "principal": "arn:aws:iam::111122223333:user/ann",
                "action": "x:Do",
                "context": context,
                "identity": [{"Version": "2012-10-17", "Statement": [tested, *([full] if effect == "Deny" else [])]}],
            }
        )
    )
    matched, unmatched = {"Allow": ("allow", "implicit_deny"), "Deny": ("explicit_deny", "allow")}[effect]
    assert found["decision"] in (matched, unmatched), found
    return bool(found["decision"] == matched)
