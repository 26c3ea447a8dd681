"""Equality, validation and conversion of property values."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.block import Block
from sandbox.provider.properties import Input
from sandbox.provider.value_types import (
    Document,
    Flag,
    ListOf,
    MapOf,
    Moment,
    Number,
    NumericText,
    SetOf,
    Text,
    ValueType,
    WrittenFlag,
)
from sandbox.provider.values import UNKNOWN

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)
RULE = Block({"port": Input(Number(), "FromPort", required=True), "note": Input(Text(), "Description")})
json_values = st.recursive(
    st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


def reasons(kind: ValueType, value: Any) -> dict[str, str]:
    return dict(kind.problems(value, "it"))


@given(st.dictionaries(words, json_values, max_size=4))
def test_documents_are_equal_whatever_their_layout(document: dict[str, Any]):
    spaced = json.dumps(document, indent=4)
    reordered = json.dumps(dict(reversed(document.items())))
    assert Document().same(spaced, reordered)
    assert Document().same(reordered, spaced)


def test_a_list_of_one_equals_its_item_in_a_policy():
    assert Document().same('{"Action": ["s3:Get"]}', '{"Action": "s3:Get"}')
    assert Document().same('{"Action": ["a", "b"]}', '{"Action": ["b", "a"]}')
    assert Document().same('{"Bool": {"x": "true"}}', '{"Bool": {"x": true}}')


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"Action": "s3:Get"}', '{"Action": "s3:Put"}'),
        ('{"Action": ["a", "b"]}', '{"Action": ["a"]}'),
        ('{"Effect": "Allow"}', '{"Effect": "Deny"}'),
        ('{"a": {"b": "c"}}', '{"a": [["b", "c"]]}'),
        ("no json", '{"a": 1}'),
    ],
)
def test_different_documents_are_not_equal(one: str, other: str):
    assert not Document().same(one, other)


@given(st.lists(words, max_size=6), st.randoms())
def test_order_matters_in_a_list_and_not_in_a_set(items: list[str], chance: Any):
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert SetOf().same(items, shuffled)
    assert ListOf().same(items, shuffled) == (items == shuffled)


@given(st.lists(words, min_size=1, max_size=4))
def test_a_set_counts_duplicates(items: list[str]):
    assert not SetOf().same(items, [*items, items[0]])


@given(st.lists(st.fixed_dictionaries({"port": st.integers(0, 65535)}, optional={"note": words}), max_size=4))
def test_blocks_round_trip(rules: list[dict[str, Any]]):
    kind = ListOf(RULE)
    assert kind.decode(kind.encode(rules)) == rules


@pytest.mark.parametrize("kind", [Text(), Flag(), Document(), ListOf(), SetOf(), MapOf(), RULE])
@pytest.mark.parametrize("blank", [None, "", [], {}])
def test_an_empty_value_equals_an_absent_one(kind: ValueType, blank: Any):
    assert kind.same(None, blank)
    assert kind.same(blank, None)


@pytest.mark.parametrize(
    ("kind", "value", "path"),
    [
        (Text(), 5, "it"),
        (Text(choices=("a", "b")), "c", "it"),
        (NumericText(), "six", "it"),
        (Number(), "5", "it"),
        (Number(), True, "it"),
        (Number(1, 5), 6, "it"),
        (Flag(), "yes", "it"),
        (Document(), "{", "it"),
        (ListOf(), "a", "it"),
        (ListOf(Number()), [1, "b"], "it[1]"),
        (MapOf(), ["a"], "it"),
        (MapOf(), {"a": 1}, "it.a"),
        (RULE, "a", "it"),
        (RULE, {"port": 1, "color": "red"}, "it.color"),
        (RULE, {"note": "x"}, "it.port"),
        (RULE, {"port": "x"}, "it.port"),
    ],
)
def test_an_invalid_value_is_refused_with_its_path(kind: ValueType, value: Any, path: str):
    assert list(reasons(kind, value)) == [path]


@pytest.mark.parametrize(
    "kind", [Text(), NumericText(), Number(), Flag(), Document(), ListOf(), SetOf(), MapOf(), RULE]
)
def test_an_unknown_value_of_a_preview_is_accepted(kind: ValueType):
    assert not reasons(kind, UNKNOWN)


def test_a_numeric_string_in_pulumi_is_a_number_in_aws():
    assert NumericText().encode("65010") == 65010
    assert NumericText().decode(65010) == "65010"
    assert NumericText().same("65010", 65010)


def test_texts_are_equal_if_their_canonical_forms_are():
    assert Text(canonical=str.lower).same("Example.COM", "example.com")
    assert not Text().same("Example.COM", "example.com")


def test_a_time_is_written_as_rfc_3339():
    assert Moment().decode(datetime(2026, 1, 31, 12, 0, tzinfo=UTC)) == "2026-01-31T12:00:00Z"


def test_list_items_are_wrapped_for_aws_where_declared():
    kind = ListOf(Text(), member="GroupId")
    assert kind.encode(["sg-1"]) == [{"GroupId": "sg-1"}]
    assert kind.decode([{"GroupId": "sg-1"}]) == ["sg-1"]
    assert ListOf(RULE, single=True).encode([{"port": 1}]) == {"FromPort": 1}
    assert ListOf(RULE, single=True).decode({"FromPort": 1}) == [{"port": 1}]


@pytest.mark.parametrize(("here", "there"), [(True, "true"), (False, "false")])
def test_a_flag_that_aws_writes_as_text_round_trips(*, here: bool, there: str):
    assert WrittenFlag().encode(here) == there
    assert WrittenFlag().decode(there) is here
    assert reasons(WrittenFlag(), there) == {"it": f"{there!r} is neither true nor false"}
