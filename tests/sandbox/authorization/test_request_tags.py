"""The tags of a request in each of AWS's spellings."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.authorization.request_tags import pairs, request_tags, tag_keys

TEAM: dict[str, object] = {"aws:RequestTag/team": "mobile", "aws:TagKeys": ["team"]}


@pytest.mark.parametrize(
    "parameters",
    [
        {"Tags": [{"Key": "team", "Value": "mobile"}]},
        {"tags": [{"key": "team", "value": "mobile"}]},
        {"Tags": [{"TagKey": "team", "TagValue": "mobile"}]},
        {"tags": {"team": "mobile"}},
        {"Tagging": {"TagSet": [{"Key": "team", "Value": "mobile"}]}},
    ],
)
def test_added_tags(parameters: dict[str, Any]) -> None:
    assert request_tags(parameters) == TEAM


@pytest.mark.parametrize("member", ["TagKeys", "tagKeys", "TagKeyList", "RemoveTagKeys"])
def test_removed_tags_have_keys_and_no_values(member: str) -> None:
    assert request_tags({member: ["team", "cost"]}) == {"aws:TagKeys": ["team", "cost"]}


@pytest.mark.parametrize("parameters", [{}, {"Name": "a"}, {"Tags": []}, {"Tagging": "a=b"}])
def test_a_request_without_tags_has_no_keys(parameters: dict[str, Any]) -> None:
    assert request_tags(parameters) == {}


def test_a_tag_without_a_value_has_an_empty_one() -> None:
    assert pairs([{"Key": "team"}, {"Value": "lost"}, "text"]) == {"team": ""}
    assert pairs({"team": "mobile", "size": 3}) == {"team": "mobile"}


def test_a_key_that_is_added_and_removed_is_listed_one_time() -> None:
    assert tag_keys({"team": "mobile"}, ("team", "cost"))["aws:TagKeys"] == ["team", "cost"]
