"""A policy variable in every element where AWS resolves it, in every state of its key."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from sandbox.iam.decide_protocol import answer

STATES: dict[str, dict[str, Any]] = {
    "equal": {"aws:PrincipalTag/team": "mobile"},
    "different": {"aws:PrincipalTag/team": "data"},
    "missing": {},
    "several values": {"aws:PrincipalTag/team": ["mobile", "data"]},
    "an asterisk": {"aws:PrincipalTag/team": "*"},
    "other case": {"aws:PrincipalTag/team": "MOBILE"},
}
PLAIN, DEFAULT = "${aws:PrincipalTag/team}", "${aws:PrincipalTag/team, 'mobile'}"
PLACES: dict[str, Any] = {
    "Resource": lambda text: {"Resource": f"arn:aws:s3:::b/{text}/*"},
    "NotResource": lambda text: {"NotResource": f"arn:aws:s3:::b/{text}/*"},
    "StringEquals": lambda text: {"Resource": "*", "Condition": {"StringEquals": {"x:team": text}}},
    "StringNotEquals": lambda text: {"Resource": "*", "Condition": {"StringNotEquals": {"x:team": text}}},
    "StringEqualsIgnoreCase": lambda text: {"Resource": "*", "Condition": {"StringEqualsIgnoreCase": {"x:team": text}}},
    "StringLike": lambda text: {"Resource": "*", "Condition": {"StringLike": {"x:team": f"{text}*"}}},
    "ArnLike": lambda text: {"Resource": "*", "Condition": {"ArnLike": {"x:arn": f"arn:aws:sns:*:1:{text}"}}},
    "ArnNotEquals": lambda text: {"Resource": "*", "Condition": {"ArnNotEquals": {"x:arn": f"arn:aws:sns:*:1:{text}"}}},
}
EXPECTED = {
    # element: the result in each state above; first without a default, then with the default `mobile`
    "Resource": ("+-----", "+-++--"),
    "NotResource": ("-+++++", "-+--++"),
    "StringEquals": ("+-----", "+-++--"),
    "StringNotEquals": ("-+++++", "-+--++"),
    "StringEqualsIgnoreCase": ("+----+", "+-++-+"),
    "StringLike": ("+-----", "+-++--"),
    "ArnLike": ("+-----", "+-++--"),
    "ArnNotEquals": ("-+++++", "-+--++"),
}


@pytest.mark.parametrize(("place", "default", "state"), list(itertools.product(PLACES, (False, True), STATES)))
def test_a_variable_resolves_as_in_the_table(place: str, default: bool, state: str):
    expected = EXPECTED[place][default][list(STATES).index(state)] == "+"
    assert _matches(PLACES[place](DEFAULT if default else PLAIN), STATES[state]) == expected


@pytest.mark.parametrize("place", PLACES)
def test_a_document_of_version_2008_has_no_variables(place: str):
    matches = _matches(PLACES[place](PLAIN), STATES["equal"], version="2008-10-17")
    assert matches == place.startswith(("Not", "StringNot", "ArnNot"))


def _matches(more: dict[str, Any], context: dict[str, Any], version: str = "2012-10-17") -> bool:
    found = answer(
        json.dumps(
            {
                "principal": "arn:aws:iam::111122223333:user/ann",
                "action": "s3:GetObject",
                "resource": "arn:aws:s3:::b/mobile/report",
                "context": {"x:team": "mobile", "x:arn": "arn:aws:sns:us-east-1:1:mobile", **context},
                "identity": [{"Version": version, "Statement": [{"Effect": "Allow", "Action": "s3:*", **more}]}],
            }
        )
    )
    assert found["decision"] in ("allow", "implicit_deny"), found
    return bool(found["decision"] == "allow")
