"""The search finds a context in which access changes by a statement, and none where there is none."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.access.change_search import ChangeSearch
from sandbox.access.key_domains import KeyDomains
from sandbox.access.paired_query import AccessChange, PairedQuery
from sandbox.access.statement_text import StatementTexts
from sandbox.iam import Evaluator, Snapshot
from tests.sandbox.access.snapshots import EVERYTHING, READER, snapshot

DENY: dict[str, Any] = {"Sid": "Deny", "Effect": "Deny", "Action": "dynamodb:*", "Resource": "*"}
TABLES = "arn:aws:dynamodb:us-east-1:111111111111:table/"
GAINS, LOSES = AccessChange.GAINS, AccessChange.LOSES


def search(before: Snapshot, after: Snapshot, resource: str = "*") -> ChangeSearch:
    old, new = (
        Evaluator(each).request_and_layers(READER, "dynamodb:GetItem", resource, None) for each in (before, after)
    )
    return ChangeSearch(PairedQuery.of(old, new, StatementTexts()), KeyDomains())


def under(*statements: dict[str, Any]) -> Snapshot:
    return snapshot(EVERYTHING, scp=(EVERYTHING, *statements))


def tagged(**tags: str) -> dict[str, Any]:
    return {**DENY, "Condition": {"StringNotEquals": {f"aws:RequestTag/{key}": value for key, value in tags.items()}}}


def test_an_added_deny_loses_where_all_its_conditions_hold() -> None:
    conditions = {"StringEquals": {"aws:RequestTag/a": ["b", "c"]}, "Bool": {"aws:MultiFactorAuthPresent": "false"}}
    found = search(under(), under({**DENY, "Condition": conditions}))
    (cause,) = found.causes(LOSES)
    context = found.find(LOSES, cause)
    assert context is not None
    assert context["aws:requesttag/a"] in {"b", "c"}
    assert context["aws:multifactorauthpresent"] == "false"
    assert found.query.change(context) is LOSES
    assert found.matching(context) == {id(cause)}
    assert found.causes(GAINS) == ()


def test_an_allow_that_is_gone_causes_no_gain_and_an_added_one_no_loss() -> None:
    allow = {"Sid": "Tables", "Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}
    found = search(snapshot(EVERYTHING, allow), snapshot(EVERYTHING))
    assert (found.causes(GAINS), len(found.causes(LOSES))) == ((), 1)
    found = search(snapshot(EVERYTHING), snapshot(EVERYTHING, allow))
    assert (found.causes(LOSES), len(found.causes(GAINS))) == ((), 1)


def test_a_value_that_left_a_list_gains_with_that_value_alone() -> None:
    both, one = (
        {**DENY, "Condition": {"StringEquals": {"aws:RequestTag/a": values}}} for values in (["b", "c"], ["b"])
    )
    found = search(under(both), under(one))
    (cause,) = found.causes(GAINS)
    context = found.find(GAINS, cause)
    assert context is not None
    assert context["aws:requesttag/a"] == "c"


def test_a_deny_that_another_one_covers_loses_nothing() -> None:
    found = search(under(DENY), under(DENY, tagged(team="mobile")))
    (cause,) = found.causes(LOSES)
    assert found.find(LOSES, cause) is None


def test_a_statement_about_another_resource_loses_nothing() -> None:
    elsewhere = {**DENY, "Resource": f"{TABLES}b"}
    found = search(under(), under(elsewhere), f"{TABLES}a")
    (cause,) = found.causes(LOSES)
    assert found.find(LOSES, cause) is None
    there = search(under(), under(elsewhere), f"{TABLES}b")
    assert there.find(LOSES, there.causes(LOSES)[0]) == {}


@pytest.mark.parametrize("keys", [["team"], ["team", "cost"]])
def test_tag_keys_name_the_tags_of_the_request(keys: list[str]) -> None:
    named = {**DENY, "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": keys}}}
    found = search(under(tagged(team="mobile")), under(tagged(team="mobile"), named))
    cause = found.causes(LOSES)[0]
    context = found.find(LOSES, cause)
    assert context is not None
    names = context["aws:tagkeys"]
    assert {"team"} <= {names} if isinstance(names, str) else {"team"} <= set(names)
    assert context["aws:requesttag/team"] == "mobile"
