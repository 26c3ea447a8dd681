"""Condition keys that the parameters of a call hold by their names."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.authorization.condition_keys import parameter_keys
from tests.sandbox.authorization.calls import call


@pytest.mark.parametrize(
    ("key", "parameters", "value"),
    [
        ("things:max-size", {"MaxSize": 3}, 3),
        ("things:Encrypted", {"encrypted": True}, True),
        ("things:Owners", {"owners": ["a", "b"]}, ["a", "b"]),
        ("things:Owners", {"owners": []}, None),
        ("things:Owners", {"owners": [{"id": "a"}]}, None),
        ("things:Owners", {"owners": {"id": "a"}}, None),
        ("things:Owners", {}, None),
        ("aws:SourceIp", {"SourceIp": "10.0.0.1"}, None),
        ("things:ResourceTag/team", {"ResourceTag/team": "a"}, None),
    ],
)
def test_a_parameter_of_the_keys_name_holds_its_value(key: str, parameters: dict[str, Any], value: object) -> None:
    found = parameter_keys(call(parameters=parameters), frozenset((key,)), {})
    assert found == ({} if value is None else {key: value})


def test_only_keys_of_the_action_are_given() -> None:
    assert parameter_keys(call(parameters={"MaxSize": 3, "Owner": "a"}), frozenset(("things:owner",)), {}) == {
        "things:owner": "a"
    }


def test_another_parameter_may_hold_a_key_and_comes_first() -> None:
    given = call(parameters={"Size": 1, "Weight": 2})
    assert parameter_keys(given, frozenset(("things:Size",)), {"things:Size": ("Weight",)}) == {"things:Size": 2}
    without = call(parameters={"Size": 1})
    assert parameter_keys(without, frozenset(("things:Size",)), {"things:Size": ("Weight",)}) == {"things:Size": 1}


def test_a_header_of_the_keys_name_holds_its_value() -> None:
    given = call(parameters={"ACL": "private"}, headers={"ACL": "x-amz-acl"})
    assert parameter_keys(given, frozenset(("s3:x-amz-acl",)), {}) == {"s3:x-amz-acl": "private"}


def test_tags_of_the_request_are_keys_of_every_action() -> None:
    given = call(parameters={"Tags": [{"Key": "team", "Value": "mobile"}]})
    assert parameter_keys(given, frozenset(), {}) == {"aws:RequestTag/team": "mobile", "aws:TagKeys": ["team"]}
