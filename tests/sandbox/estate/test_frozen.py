from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.estate import Estate
from sandbox.estate.frozen import FrozenDict

CHANGES: list[Callable[[Any], object]] = [
    lambda held: held.__setitem__("b", 2),
    lambda held: held.__delitem__("a"),
    lambda held: held.update(b=2),
    lambda held: held.pop("a"),
    lambda held: held.popitem(),
    lambda held: held.setdefault("b", 2),
    lambda held: held.clear(),
    lambda held: held.__ior__({"b": 2}),
]


@pytest.mark.parametrize("change", CHANGES)
def test_no_change_is_possible(change: Callable[[Any], object]):
    held = FrozenDict({"a": 1})
    with pytest.raises(TypeError, match="does not change"):
        change(held)
    assert held == {"a": 1}


def test_copies_are_equal_and_as_frozen():
    held = FrozenDict({"a": 1})
    sent = pickle.loads(pickle.dumps(held))  # noqa: S301  # its own bytes
    for other in (copy.copy(held), copy.deepcopy(held), sent):
        assert other == held
        assert isinstance(other, FrozenDict)
        assert hash(other) == hash(held)


def test_a_merged_dict_is_an_ordinary_one():
    merged = FrozenDict({"a": 1}) | {"b": 2}
    merged["c"] = 3
    assert merged == {"a": 1, "b": 2, "c": 3}


def test_an_estate_is_frozen_all_the_way_down(load: Callable[[str], Estate], small: str):
    found = load(small)
    with pytest.raises(TypeError, match="does not change"):
        found.accounts["other"] = found.accounts["mobile"]
    with pytest.raises(TypeError, match="does not change"):
        found.accounts["security"].trusts["reader"] = ()


def test_equal_estates_are_one_key_of_a_cache(load: Callable[[str], Estate], small: str):
    assert len({load(small), load(f"# a comment\n{small}")}) == 1
