"""The diff of one principal for the actions of a group."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.access import search_tree
from sandbox.access.action_sets import Actions
from sandbox.access.difference import Difference
from sandbox.access.group_diff import GroupDiff
from sandbox.access.paired_query import AccessChange
from sandbox.access.probes import Probes
from sandbox.access.snapshot_pair import SnapshotPair
from sandbox.iam import Evaluator, Snapshot
from sandbox.iam.statement import Statement
from tests.sandbox.access.snapshots import EVERYTHING, READER, snapshot

ACTIONS = ("s3:GetObject", "s3:PutObject")
DENY: dict[str, Any] = {"Sid": "Deny", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    actions = Actions(ACTIONS)
    old, new = Evaluator(before), Evaluator(after)
    pair = SnapshotPair(actions, old, new)
    covering: dict[int, Statement] = {}
    for side in (old, new):
        _, layers = side.request_and_layers(READER, ACTIONS[0], "*", None)
        for policies in (layers.identity, *layers.scps):
            assert policies is not None
            covering |= {id(statement): statement for statement in policies.covering(ACTIONS[0])}
    probes = Probes(new.request_and_layers(READER, ACTIONS[0], "*", None)[0])
    group = actions.kinds()[0]
    return list(GroupDiff(pair, READER, probes, group, tuple(covering.values())).differences())


def under(*statements: dict[str, Any]) -> Snapshot:
    return snapshot(EVERYTHING, scp=(EVERYTHING, *statements))


def test_a_group_has_one_difference_for_all_its_actions() -> None:
    (found,) = differences(under(), under(DENY))
    assert (found.change, found.actions, found.context) == (AccessChange.LOSES, ACTIONS, {})
    assert [cause.sid for cause in found.causes] == ["Deny"]


def test_other_listed_values_that_change_access_alike_follow_the_example() -> None:
    listed = {**DENY, "Condition": {"StringEquals": {"aws:RequestTag/team": ["mobile", "data"]}}}
    (found,) = differences(under(), under(listed))
    shown = {found.context["aws:requesttag/team"], *found.alternatives["aws:requesttag/team"]}
    assert shown == {"mobile", "data"}


def test_two_changed_statements_have_a_difference_each() -> None:
    one, other = ({**DENY, "Sid": key, "Condition": {"Bool": {f"s3:{key}": "true"}}} for key in ("x", "y"))
    found = differences(under(one), under(other))
    assert {each.change for each in found} == {AccessChange.GAINS, AccessChange.LOSES}


def test_two_changed_statements_that_one_request_shows_have_one_difference() -> None:
    (found,) = differences(under(), under(DENY, {**DENY, "Sid": "Again", "Action": ["s3:*", "sqs:*"]}))
    assert {cause.sid for cause in found.causes} == {"Deny", "Again"}


def test_a_search_beyond_its_limit_is_shown_as_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_tree, "_STEPS", 0)
    listed = {**DENY, "Condition": {"StringEquals": {"aws:RequestTag/team": ["mobile", "data"]}}}
    assert [each.change for each in differences(under(), under(listed))] == [AccessChange.UNKNOWN]
