from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam.errors import MalformedLine
from sandbox.iam.json_line import LineReader, ParsedField

_TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)
_OBJECTS = st.dictionaries(st.sampled_from(["identity", "scps", "action", "context", ""]) | _TEXT, _VALUES, max_size=5)
_SPACES = st.sampled_from(["", " ", "\t", " \r\n "])


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: inner.value if isinstance(inner, ParsedField) else inner for name, inner in value.items()}
    return value


@given(st.lists(_OBJECTS | _VALUES, max_size=6), st.booleans(), _SPACES, _SPACES)
def test_a_line_has_the_same_value_as_in_json_whatever_was_read_before(
    values: list[Any], escaped: bool, space: str, more: str
) -> None:
    reader = LineReader(frozenset(("identity", "scps")))
    for value in [*values, *values]:
        written = json.dumps(value, ensure_ascii=escaped, separators=(f"{space},{more}", f"{more}:{space}"))
        assert _plain(reader.read(f"{space}{written}{more}")) == value


@given(_OBJECTS, st.data())
def test_a_line_is_refused_if_json_refuses_it(value: dict[str, Any], data: st.DataObject) -> None:
    line = json.dumps(value, ensure_ascii=False)
    place = data.draw(st.integers(0, len(line)))
    broken = line[:place] + data.draw(st.sampled_from(["", ",", "}", "{", '"', "x", "[", ":"])) + line[place + 1 :]
    reader = LineReader(frozenset(("identity", "scps")))
    reader.read(line)
    try:
        wanted = json.loads(broken, object_pairs_hook=_unique_keys)
    except ValueError:
        with pytest.raises(MalformedLine):
            reader.read(broken)
    else:
        assert _plain(reader.read(broken)) == wanted


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("duplicate key")
    return dict(pairs)


def test_compiled_policies_are_cached() -> None:
    reader = LineReader(frozenset(("identity",)))
    lines = ['{"identity": [{"a": 1}], "n": 1}', '{"n": 2, "identity": [{"a": 1}]}', '{"identity": [{"a": 1}, {}]}']
    first, second, longer = (reader.read(line) for line in lines)
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert isinstance(longer, dict)
    assert first["identity"] is second["identity"]
    assert longer["identity"].value == [{"a": 1}, {}]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"a": 1, "a": 2}', "duplicate key 'a'"),
        ('{"identity": [{"Effect": "Allow", "Effect": "Deny"}]}', "duplicate key 'Effect'"),
        ('{"a": NaN}', "NaN is not a JSON number"),
        ('{"a": -Infinity}', "-Infinity is not a JSON number"),
        (r'{"a": "\ud800"}', "surrogates not allowed"),
        ('{"a": 1} {}', "Extra data"),
        ('{"a": 1,}', "Illegal trailing comma"),
        ("", "Expecting value"),
        ("{", "Expecting property name"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_invalid_json_is_refused_with_the_reason(line: str, reason: str) -> None:
    with pytest.raises(MalformedLine, match=reason):
        LineReader(frozenset(("identity",))).read(line)


def test_a_surrogate_pair_is_one_character() -> None:
    assert LineReader(frozenset()).read(r'{"a": "\ud83d\ude00"}') == {"a": "\U0001f600"}
