from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.estate import Estate
from sandbox.estate.frozen_dict import FrozenDict

CHANGES: list[Callable[[Any], object]] = [
    lambda frozen: frozen.__setitem__("b", 2),
    lambda frozen: frozen.__delitem__("a"),
    lambda frozen: frozen.update(b=2),
    lambda frozen: frozen.pop("a"),
    lambda frozen: frozen.popitem(),
    lambda frozen: frozen.setdefault("b", 2),
    lambda frozen: frozen.clear(),
    lambda frozen: frozen.__ior__({"b": 2}),
]


@pytest.mark.parametrize("change", CHANGES)
def test_changes_are_refused(change: Callable[[Any], object]):
    frozen = FrozenDict({"a": 1})
    with pytest.raises(TypeError, match="is immutable"):
        change(frozen)
    assert frozen == {"a": 1}


def test_copies_are_equal_and_frozen():
    frozen = FrozenDict({"a": 1})
    unpickled = pickle.loads(pickle.dumps(frozen))  # noqa: S301  # its own bytes
    for other in (copy.copy(frozen), copy.deepcopy(frozen), unpickled):
        assert other == frozen
        assert isinstance(other, FrozenDict)
        assert hash(other) == hash(frozen)


def test_a_merged_dict_is_an_ordinary_dict():
    merged = FrozenDict({"a": 1}) | {"b": 2}
    merged["c"] = 3
    assert merged == {"a": 1, "b": 2, "c": 3}


def test_an_estate_is_frozen_at_every_level(load: Callable[[str], Estate], small: str):
    found = load(small)
    with pytest.raises(TypeError, match="is immutable"):
        found.accounts["other"] = found.accounts["mobile"]
    with pytest.raises(TypeError, match="is immutable"):
        found.accounts["security"].trusts["reader"] = ()


def test_equal_estates_have_equal_hashes(load: Callable[[str], Estate], small: str):
    assert len({load(small), load(f"# a comment\n{small}")}) == 1
