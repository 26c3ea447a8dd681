"""The parser of nodes reads what json reads, and refuses what json refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.accessanalyzer.validation.json_nodes import SyntaxProblem, parse

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(VALUES, st.sampled_from([None, 1, 3]))
def test_a_document_has_the_values_of_json_and_each_the_span_of_its_text(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    pending = [parse(text)]
    assert pending[0].value == value
    while pending:
        node = pending.pop()
        assert json.loads(text[node.start : node.end]) == node.value
        pending += [*node.members.values(), *node.keys.values(), *node.items]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0),
        ("{", 1),
        ('{"a" 1}', 5),
        ('{"a": 1,}', 8),
        ('{"a": 1, "a": 2}', 9),
        ("[1 2]", 3),
        ("{} x", 3),
        ("[" * 200, 101),
    ],
)
def test_what_is_not_json_is_refused_at_its_place(text: str, offset: int) -> None:
    with pytest.raises(SyntaxProblem) as refused:
        parse(text)
    assert refused.value.offset == offset
