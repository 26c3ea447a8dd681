"""The domain of a key is computed one time for each set of conditions on it."""

from __future__ import annotations

from typing import Any

from sandbox.access.key_domains import KeyDomains
from sandbox.iam import Evaluator, Request
from sandbox.iam.conditions import Condition
from tests.sandbox.access.snapshots import EVERYTHING, READER, snapshot

KEY = "aws:requesttag/team"


def conditions(value: str) -> tuple[Request, list[Condition]]:
    block = {"StringEquals": {"aws:RequestTag/team": value}}
    deny: dict[str, Any] = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": block}
    request, layers = Evaluator(snapshot(EVERYTHING, deny)).request_and_layers(READER, "s3:GetObject", "*", None)
    assert layers.identity is not None
    return request, [one for statement in layers.identity.covering("s3:GetObject") for one in statement.conditions]


def test_equal_conditions_share_a_domain_and_others_have_their_own() -> None:
    domains = KeyDomains()
    request, mobile = conditions("mobile")
    again, same = conditions("mobile")
    _, other = conditions("data")
    found = domains.of(KEY, mobile, request)
    assert ("mobile",) in found.values
    assert domains.of(KEY, same, again) is found
    assert ("data",) in domains.of(KEY, other, request).values
    assert ("data",) not in found.values
