"""The diff has all that an oracle finds, and the properties of a diff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sandbox.access import Difference, differences
from sandbox.access.diff import AccessChange
from sandbox.access.external_account import with_external_user
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot
from tests.sandbox.access.diff_oracle import simple_differences
from tests.sandbox.access.drawn_snapshots import ACTIONS, ONE, SCPS, snapshots


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Snapshot, Snapshot]:
    """Draw a snapshot, and the same with a part of another one."""
    one, other = draw(snapshots()), draw(snapshots())
    parts = draw(st.sets(st.sampled_from(["nodes", "callers", "resources", "endpoints"]), min_size=1, max_size=2))
    return one, replace(one, **{part: getattr(other, part) for part in parts})


_DECISIVE = (AccessChange.GAINS, AccessChange.LOSES)

type Named = set[tuple[str | None, str, AccessChange]]


def _named(found: Iterable[Difference]) -> Named:
    return {(difference.principal, action, difference.change) for difference in found for action in difference.actions}


@given(_pairs())
def test_the_diff_has_all_that_evaluating_every_probe_shows(pair: tuple[Snapshot, Snapshot]) -> None:
    before, after = pair
    found, probed = _named(differences(before, after, ACTIONS)), _named(simple_differences(before, after, ACTIONS))
    assert {named for named in probed if named[2] in _DECISIVE} <= found
    decided = {(principal, action) for principal, action, change in found if change in _DECISIVE}
    assert {named for named in probed if named[:2] not in decided} == {n for n in found if n[2] not in _DECISIVE}


@given(_pairs())
def test_each_gain_and_loss_is_that_of_its_request(pair: tuple[Snapshot, Snapshot]) -> None:
    before, after = pair
    old, new = (Evaluator(with_external_user(snapshot)) for snapshot in pair)
    for found in differences(before, after, ACTIONS):
        query = (found.principal, found.actions[0], found.resource, found.context)
        allowed = (old.decide(*query).allowed, new.decide(*query).allowed)
        assert (found.change is AccessChange.GAINS) is (allowed == (False, True))
        assert (found.change is AccessChange.LOSES) is (allowed == (True, False))


@given(snapshots())
def test_a_copy_of_a_snapshot_has_no_differences(snapshot: Snapshot) -> None:
    again = replace(snapshot, nodes={key: replace(node) for key, node in snapshot.nodes.items()})
    assert differences(snapshot, again, ACTIONS) == ()


_SWAPPED = {
    AccessChange.GAINS: AccessChange.LOSES,
    AccessChange.LOSES: AccessChange.GAINS,
    AccessChange.WEAKER: AccessChange.STRONGER,
    AccessChange.STRONGER: AccessChange.WEAKER,
}


@given(snapshots(), st.sampled_from(["r-1", ONE]), st.data())
def test_the_reverse_diff_swaps_gains_and_losses(snapshot: Snapshot, node: str, data: st.DataObject) -> None:
    changed = replace(snapshot.nodes[node], scps=data.draw(SCPS))
    other = replace(snapshot, nodes={**snapshot.nodes, node: changed})
    there = {(d.principal, d.actions, d.change) for d in differences(snapshot, other, ACTIONS)}
    back = {(d.principal, d.actions, _SWAPPED[d.change]) for d in differences(other, snapshot, ACTIONS)}
    assert there == back
