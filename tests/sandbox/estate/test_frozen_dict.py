from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.estate import Estate
from sandbox.estate.frozen_dict import FrozenDict

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
def test_changes_are_refused(change: Callable[[Any], object]):
    held = FrozenDict({"a": 1})
    with pytest.raises(TypeError, match="does not change"):
        change(held)
    assert held == {"a": 1}


def test_copies_are_equal_and_frozen():
    held = FrozenDict({"a": 1})
    sent = pickle.loads(pickle.dumps(held))  # noqa: S301  # its own bytes
    for other in (copy.copy(held), copy.deepcopy(held), sent):
        assert other == held
        assert isinstance(other, FrozenDict)
        assert hash(other) == hash(held)


def test_a_merged_dict_is_an_ordinary_dict():
    merged = FrozenDict({"a": 1}) | {"b": 2}
    merged["c"] = 3
    assert merged == {"a": 1, "b": 2, "c": 3}


def test_an_estate_is_frozen_at_every_level(load: Callable[[str], Estate], small: str):
    found = load(small)
    with pytest.raises(TypeError, match="does not change"):
        found.accounts["other"] = found.accounts["mobile"]
    with pytest.raises(TypeError, match="does not change"):
        found.accounts["security"].trusts["reader"] = ()


def test_equal_estates_have_equal_hashes(load: Callable[[str], Estate], small: str):
    assert len({load(small), load(f"# a comment\n{small}")}) == 1
