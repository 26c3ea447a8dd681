"""The difference between old and new inputs, and whether it needs a replacement."""

from typing import ClassVar, override

from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.diff import Change, Difference, deletes_first, differences
from sandbox.provider.input_check import check
from sandbox.provider.planning import Place
from sandbox.provider.properties import Input
from sandbox.provider.value_types import Document, MapOf, SetOf, Text
from sandbox.provider.values import UNKNOWN, Values
from tests.sandbox.provider.declared_type import DeclaredType

URN = "urn:pulumi:dev::causeway::aws:test/widget:Widget::front"


class Widget(DeclaredType):
    """A resource type for these tests."""

    token = "aws:test/widget:Widget"
    service = "sqs"
    identity = "{name}"
    regional = False
    properties: ClassVar = {
        "name": Input(Text(), named=20, replaces=True),
        "colour": Input(Text(), default="red"),
        "size": Input(Text(), computed=True),
        "keys": Input(SetOf()),
        "labels": Input(MapOf()),
        "policy": Input(Document()),
    }


inputs = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["a", "b"]),
        "colour": st.sampled_from(["red", "blue"]),
        "size": st.sampled_from(["s", "m"]),
        "keys": st.lists(st.sampled_from("xyz"), max_size=3),
        "labels": st.dictionaries(st.sampled_from("pq"), st.sampled_from("12"), max_size=2),
    },
)


@given(inputs)
def test_equal_inputs_have_no_differences(values: Values):
    assert differences(Widget(), values, values) == []


@given(inputs, inputs)
def test_each_changed_property_is_named_without_duplicates_and_is_declared(old: Values, new: Values):
    found = differences(Widget(), old, new)
    assert len({difference.path for difference in found}) == len(found)
    assert {difference.property for difference in found} <= set(Widget.inputs())
    assert all(difference.replaces == (difference.property == "name") for difference in found)


def test_each_key_of_a_map_is_compared():
    old, new = {"labels": {"p": "1", "q": "1"}}, {"labels": {"q": "2", "r": "1"}}
    assert differences(Widget(), old, new) == [
        Difference("labels.p", Change.DELETE, replaces=False),
        Difference("labels.q", Change.UPDATE, replaces=False),
        Difference("labels.r", Change.ADD, replaces=False),
    ]


def test_a_value_chosen_by_aws_or_equal_to_the_default_is_no_difference():
    assert differences(Widget(), {"size": "m", "colour": "red"}, {}) == []
    assert differences(Widget(), {"size": "m"}, {"size": "s"}) == [Difference("size", Change.UPDATE, replaces=False)]


def test_an_unknown_value_is_a_difference():
    assert differences(Widget(), {"colour": "red"}, {"colour": UNKNOWN}) == [
        Difference("colour", Change.UPDATE, replaces=False)
    ]
    assert differences(Widget(), {}, {"name": UNKNOWN}) == [Difference("name", Change.ADD, replaces=True)]


def test_an_equivalent_policy_document_is_no_difference():
    assert differences(Widget(), {"policy": '{"a": ["b"]}'}, {"policy": '{ "a": "b" }'}) == []


def test_a_replacement_with_a_given_name_is_created_after_the_deletion():
    replaced = [Difference("size", Change.UPDATE, replaces=True)]
    made = check(Widget(), URN, {}, {}, place=Place("1", "us-east-1"), default_tags={}).inputs
    given = check(Widget(), URN, {"name": "front"}, {}, place=Place("1", "us-east-1"), default_tags={}).inputs
    assert deletes_first(Widget(), replaced, given)
    assert not deletes_first(Widget(), replaced, made)
    assert not deletes_first(Widget(), [Difference("size", Change.UPDATE, replaces=False)], given)


class SingletonWidget(Widget):
    """A type of which only one resource may exist."""

    delete_first = True


def test_a_replacement_of_a_singleton_is_created_after_the_deletion():
    made = check(Widget(), URN, {}, {}, place=Place("1", "us-east-1"), default_tags={}).inputs
    assert deletes_first(SingletonWidget(), [Difference("size", Change.UPDATE, replaces=True)], made)


class ShrinkingWidget(Widget):
    """A type that is replaced when its size shrinks."""

    @override
    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        return {"size"} if (old.get("size"), new.get("size")) == ("m", "s") else set()


def test_a_change_may_need_a_replacement_in_one_direction_only():
    assert differences(ShrinkingWidget(), {"size": "s"}, {"size": "m"}) == [
        Difference("size", Change.UPDATE, replaces=False)
    ]
    assert differences(ShrinkingWidget(), {"size": "m"}, {"size": "s"}) == [
        Difference("size", Change.UPDATE, replaces=True)
    ]
    assert differences(ShrinkingWidget(), {}, {"size": "s"}, {"size": "m"}) == [
        Difference("size", Change.ADD, replaces=True)
    ]
    assert differences(ShrinkingWidget(), {"size": "m"}, {"size": "m", "colour": "blue"}) == [
        Difference("colour", Change.UPDATE, replaces=False)
    ]
