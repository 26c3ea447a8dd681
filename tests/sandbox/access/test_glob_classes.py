"""Patterns divide texts into classes, and each class has a text."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.access.glob_classes import glob_classes
from sandbox.iam.conditions import compile_block
from sandbox.iam.glob import matcher, parse_glob
from sandbox.iam.request import Request

SHORT = ["".join(text) for length in range(5) for text in product("abc", repeat=length)]


@given(st.lists(st.text("ab*?", min_size=1, max_size=4), min_size=1, max_size=3))
def test_every_combination_of_patterns_that_some_text_fits_has_a_text(texts: list[str]) -> None:
    patterns = [parse_glob(text) for text in texts]
    tests = [matcher([pattern]) for pattern in patterns]
    found = glob_classes(frozenset(patterns))
    shown = {tuple(test(text) for test in tests) for text in (*found.texts, "a long text that fits * alone")}
    assert found.complete
    assert {tuple(test(text) for test in tests) for text in SHORT} - shown <= {(False,) * len(tests)}


@pytest.mark.parametrize("account", ["*", "1111*"])
def test_a_wildcard_of_an_arn_operator_stays_in_its_part(account: str) -> None:
    pattern = f"arn:aws:iam::{account}:role/*"
    (condition,) = compile_block({"ArnLike": {"aws:SourceArn": pattern}}, variables=True)
    texts = glob_classes(frozenset({parse_glob(pattern)}), arn=True).texts
    requests = [Request.of(None, "s3:GetObject", context={"aws:SourceArn": text}) for text in texts]
    assert condition.holds
    assert {condition.holds(request) for request in requests} == {True, False}


def test_too_many_classes_are_not_searched_and_not_complete() -> None:
    patterns = frozenset(parse_glob(f"*{one}*{other}*") for one in "abcdefgh" for other in "ijklmnop")
    assert not glob_classes(patterns).complete
