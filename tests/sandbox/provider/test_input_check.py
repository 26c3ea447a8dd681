"""Inputs: what is refused, and what is filled in."""

from typing import ClassVar, override

from sandbox.provider.input_check import Checked, check
from sandbox.provider.planning import Place
from sandbox.provider.properties import Input, Output
from sandbox.provider.value_types import Number, Text
from sandbox.provider.values import UNKNOWN, Values
from tests.sandbox.provider.unmade import Unmade

HOME = Place("123456789012", "us-east-1")
URN = "urn:pulumi:dev::causeway::aws:test/queue:Queue::orders"


class Queue(Unmade):
    """A type that only these tests know."""

    token = "aws:test/queue:Queue"
    service = "sqs"
    identity = "{owner}"
    tagged = True
    properties: ClassVar = {
        "delay": Input(Number(0, 900), default=5),
        "owner": Input(Text(), required=True),
        "arn": Output(),
    }

    @override
    def check(self, inputs: Values) -> list[tuple[str, str]]:
        return [("delay", "is unlucky")] if inputs["delay"] == 13 else []


def checked(inputs: Values, **options: object) -> Checked:
    tags = options.get("default_tags", {})
    assert isinstance(tags, dict)
    return check(Queue(), URN, {"owner": "me", **inputs}, {}, place=HOME, default_tags=tags)


def test_what_is_not_declared_is_refused_by_name_with_a_hint():
    reason = dict(checked({"delya": 1}).problems)["delya"]
    assert reason == "is not an input that the sandbox serves for aws:test/queue:Queue. Similar: delay."
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
