"""Validation of inputs, and the values filled in."""

from typing import ClassVar, override

from sandbox.provider.input_check import Checked, check
from sandbox.provider.planning import Place
from sandbox.provider.properties import Input, Output
from sandbox.provider.value_types import Number, Text
from sandbox.provider.values import UNKNOWN, Values
from tests.sandbox.provider.declared_type import DeclaredType

HOME = Place("123456789012", "us-east-1")
URN = "urn:pulumi:dev::causeway::aws:test/queue:Queue::orders"


class Queue(DeclaredType):
    """A resource type for these tests."""

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


def test_an_undeclared_input_is_refused_with_similar_names():
    reason = dict(checked({"delya": 1}).problems)["delya"]
    assert reason == "is not an input that the sandbox serves for aws:test/queue:Queue. Similar: delay."
    assert "is set by AWS" in dict(checked({"arn": "x"}).problems)["arn"]


def test_a_missing_required_input_is_refused():
    assert ("owner", "is required") in check(Queue(), URN, {}, {}, place=HOME, default_tags={}).problems


def test_rules_of_the_type_are_checked_after_the_properties():
    assert checked({"delay": 13}).problems == (("delay", "is unlucky"),)
    assert "delay" in dict(checked({"delay": 1000}).problems)


def test_defaults_region_and_all_tags_are_filled_in():
    inputs = checked({"tags": {"a": "own"}}, default_tags={"a": "default", "b": "default"}).inputs
    assert inputs["delay"] == 5
    assert inputs["region"] == "us-east-1"
    assert inputs["tags"] == {"a": "own"}
    assert inputs["tagsAll"] == {"a": "own", "b": "default"}


def test_unknown_tags_make_all_tags_unknown():
    assert checked({"tags": UNKNOWN}).inputs["tagsAll"] is UNKNOWN
