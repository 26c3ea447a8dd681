"""Inputs: what is refused, and what is filled in."""

from typing import ClassVar, override

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.api import Api
from sandbox.provider.checking import Checked, check, is_made
from sandbox.provider.declaration import Input, Output, ResourceType
from sandbox.provider.kinds import Number, Text
from sandbox.provider.planning import Place
from sandbox.provider.values import UNKNOWN, Values

HOME = Place("123456789012", "us-east-1")
URN = "urn:pulumi:dev::causeway::aws:test/queue:Queue::orders"


class Queue(ResourceType):
    """A type that only these tests know."""

    token = "aws:test/queue:Queue"
    service = "sqs"
    identity = "{name}"
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), "Name", named=20, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "delay": Input(Number(0, 900), default=5),
        "owner": Input(Text(), required=True),
        "arn": Output(),
    }

    @override
    def create(self, api: Api, inputs: Values) -> str:
        raise AssertionError

    @override
    def read(self, api: Api, identity: str) -> Values | None:
        raise AssertionError

    @override
    def delete(self, api: Api, identity: str, state: Values) -> None:
        raise AssertionError

    @override
    def check(self, inputs: Values) -> list[tuple[str, str]]:
        return [("delay", "is unlucky")] if inputs["delay"] == 13 else []


def checked(inputs: Values, old: Values | None = None, **options: object) -> Checked:
    tags = options.get("default_tags", {})
    assert isinstance(tags, dict)
    taken = options.get("taken", frozenset())
    assert isinstance(taken, frozenset)
    return check(Queue(), URN, {"owner": "me", **inputs}, old or {}, place=HOME, default_tags=tags, taken=taken)


def test_what_is_not_declared_is_refused_by_name_with_a_hint():
    reason = dict(checked({"delya": 1}).problems)["delya"]
    assert reason == "is not handled here for aws:test/queue:Queue; did you mean delay?"
    assert "is set by AWS" in dict(checked({"arn": "x"}).problems)["arn"]


def test_what_is_required_is_asked_for():
    assert ("owner", "is required") in check(Queue(), URN, {}, {}, place=HOME, default_tags={}).problems


def test_rules_between_properties_are_asked_last():
    assert checked({"delay": 13}).problems == (("delay", "is unlucky"),)
    assert "delay" in dict(checked({"delay": 1000}).problems)


def test_defaults_region_and_all_tags_are_filled_in():
    inputs = checked({"tags": {"a": "own"}}, default_tags={"a": "default", "b": "default"}).inputs
    assert inputs["delay"] == 5
    assert inputs["region"] == "us-east-1"
    assert inputs["tags"] == {"a": "own"}
    assert inputs["tagsAll"] == {"a": "own", "b": "default"}


def test_tags_that_are_not_known_yet_make_all_tags_unknown():
    assert checked({"tags": UNKNOWN}).inputs["tagsAll"] is UNKNOWN


def test_a_made_name_is_the_same_every_time_and_stays():
    name = checked({}).inputs["name"]
    assert name == checked({}).inputs["name"]
    assert name.startswith("orders-")
    assert checked({}, {"name": "orders-old"}).inputs["name"] == "orders-old"


def test_a_replacement_gets_another_name_than_its_predecessor():
    first = checked({}).inputs["name"]
    second = checked({}, taken=frozenset({first})).inputs["name"]
    third = checked({}, taken=frozenset({second})).inputs["name"]
    assert second != first
    assert third == first
    declaration = Queue.inputs()["name"]
    assert all(is_made(URN, declaration, "name", {"name": name}) for name in (first, second))
    assert not is_made(URN, declaration, "name", {"name": "orders"})


@given(st.text(min_size=1, max_size=40))
def test_a_made_name_is_never_too_long(name: str):
    urn = f"urn:pulumi:dev::causeway::aws:test/queue:Queue::{name}"
    made = check(Queue(), urn, {"owner": "me"}, {}, place=HOME, default_tags={}).inputs["name"]
    assert len(made) <= 20


@pytest.mark.parametrize(("prefix", "start"), [("jobs-", "jobs-"), (UNKNOWN, None)])
def test_a_prefix_starts_the_name(prefix: object, start: str | None):
    name = checked({"namePrefix": prefix}).inputs["name"]
    assert name is UNKNOWN if start is None else name.startswith(start)
