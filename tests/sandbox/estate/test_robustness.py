"""Any change of an estate file either loads or is assert_problems_are_located with located problems."""

from __future__ import annotations

import copy
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sandbox import estate
from sandbox.estate import EstateInvalid

SMALL = (Path(__file__).parents[2] / "estates" / "small.yaml").read_text()
PLAIN = YAML(typ="safe", pure=True).load(SMALL)

VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 70_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "mobile", "mobile/app", "datacentre", "10.0.0.0/8", "0.0.0.0/0", "10.0.0.1/30", "255.255.255.255/32"]
    ),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=5),
    st.just([]),
    st.just({}),
    st.just([[{"a": [None]}]]),
    st.dictionaries(st.sampled_from(["email", "vpc", "app", "public", "asn", "mobil"]), st.integers(0, 40), max_size=3),
)


def paths(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(found for key, value in inside for found in paths(value, (*path, key)))]


def changed(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    other = copy.copy(tree)
    other[path[0]] = changed(tree[path[0]], path[1:], value)
    return other


def load_tree(tree: Any, folder: Path) -> None:
    file = folder / "estate.yaml"
    file.write_text(json.dumps(tree, indent=1))
    assert_problems_are_located(file)


def assert_problems_are_located(file: Path) -> None:
    lines = max(len(file.read_text().splitlines()), 1)
    for problem in problems(file):
        assert problem.line is not None
        assert 1 <= problem.line <= lines
        assert problem.wrong
        assert problem.right


def problems(file: Path) -> tuple[estate.Problem, ...]:
    try:
        estate.load(file)
    except EstateInvalid as invalid:
        return invalid.problems
    return ()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(paths(PLAIN)), VALUES), min_size=1, max_size=3))
def test_any_value_may_be_replaced(tmp_path: Path, changes: list[tuple[tuple[Any, ...], Any]]):
    tree = PLAIN
    for path, value in changes:
        if path in paths(tree):
            tree = changed(tree, path, value)
    load_tree(tree, tmp_path)


@pytest.mark.parametrize("path", [path for path in paths(PLAIN) if path and isinstance(path[-1], str)], ids=str)
def test_any_key_may_be_missing_or_misspelled(tmp_path: Path, path: tuple[Any, ...]):
    holder: Any = PLAIN
    for step in path[:-1]:
        holder = holder[step]
    without = {key: value for key, value in holder.items() if key != path[-1]}
    load_tree(changed(PLAIN, path[:-1], without), tmp_path)
    load_tree(changed(PLAIN, path[:-1], {**without, f"{path[-1][:-1]}": holder[path[-1]]}), tmp_path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, len(SMALL)),
    length=st.integers(0, 30),
    inserted=st.text(st.sampled_from("{}[]:,-&*!|>'\"%@# \n\tab1?~<"), max_size=4),
)
def test_any_part_of_the_text_may_be_lost_or_replaced(tmp_path: Path, start: int, length: int, inserted: str):
    file = tmp_path / "estate.yaml"
    file.write_text(SMALL[:start] + inserted + SMALL[start + length :])
    assert_problems_are_located(file)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60))
def test_a_file_of_random_bytes_is_refused(tmp_path: Path, content: bytes):
    file = tmp_path / "estate.yaml"
    file.write_bytes(content)
    with pytest.raises(EstateInvalid):
        estate.load(file)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("0123456789abxoeE_.:+-~!&*<="), min_size=1, max_size=8))
def test_any_number_may_be_unquoted(tmp_path: Path, text: str):
    file = tmp_path / "estate.yaml"
    file.write_text(SMALL.replace("asn: 65010", f"asn: {text}", 1))
    assert_problems_are_located(file)


def test_the_small_estate_loads_after_a_round_trip(tmp_path: Path):
    stream = StringIO()
    YAML(typ="safe", pure=True).dump(PLAIN, stream)
    file = tmp_path / "estate.yaml"
    file.write_text(stream.getvalue())
    assert estate.load(file).name == "kiosk"
