"""The diff of random edits misses no change that the decisions on enumerated requests show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sandbox.access import Difference, differences
from sandbox.access.diff import AccessChange
from sandbox.iam.decision import decide
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot
from tests.sandbox.access.random_edits import ACTIONS, DEPLOYER, READER, USER, base, edited, grid, resources

_EDITS, _PARTS = 500, 10
_COMBINATIONS = 20
"""Random contexts for one principal, action and resource, beside those with one key."""
_DECISIVE = (AccessChange.GAINS, AccessChange.LOSES)

type Found = tuple[str | None, str, AccessChange]


@pytest.mark.parametrize("part", range(_PARTS))
def test_no_change_of_a_random_edit_is_missed(part: int) -> None:
    before, shown = base(), 0
    for seed in range(part * _EDITS // _PARTS, (part + 1) * _EDITS // _PARTS):
        rng = random.Random(seed)  # noqa: S311 - the same edits every time
        after = edited(before, rng)
        found = differences(before, after, ACTIONS)
        missed = set(_enumerated(before, after, rng)) - set(_named(found))
        assert not missed, seed
        shown += len(found)
        _assert_shown(before, after, found)
    assert shown > _EDITS // _PARTS, "most edits change something"


def _named(found: tuple[Difference, ...]) -> Iterator[Found]:
    for difference in found:
        assert difference.change is not AccessChange.UNKNOWN
        for action in difference.actions:
            yield difference.principal, action, difference.change


def _enumerated(before: Snapshot, after: Snapshot, rng: random.Random) -> Iterator[Found]:
    old = Evaluator(before)
    new = old.of(after)
    for principal in (DEPLOYER, READER, USER):
        for action in ACTIONS:
            contexts = list(grid(action, rng, _COMBINATIONS))
            for resource in resources(action):
                one, other = (e.request_and_layers(principal, action, resource, None) for e in (old, new))
                for context in contexts:
                    request = replace(one[0], context={**one[0].context, **context})
                    was, now = decide(request, one[1]).allowed, decide(request, other[1]).allowed
                    if was is not now:
                        yield principal, action, AccessChange.GAINS if now else AccessChange.LOSES


def _assert_shown(before: Snapshot, after: Snapshot, found: tuple[Difference, ...]) -> None:
    old, new = Evaluator(before), Evaluator(after)
    for difference in found:
        if difference.change in _DECISIVE and difference.principal in before.callers:
            query = (difference.principal, difference.actions[0], difference.resource, difference.context)
            was, now = old.decide(*query).allowed, new.decide(*query).allowed
            assert (was, now) == ((False, True) if difference.change is AccessChange.GAINS else (True, False))
