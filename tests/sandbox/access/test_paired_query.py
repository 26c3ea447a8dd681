"""The change of one query between two snapshots equals the change of two whole evaluations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.access.paired_query import AccessChange, PairedQuery
from sandbox.access.probes import Context
from sandbox.access.statement_text import StatementTexts
from sandbox.iam import Evaluator, Snapshot
from tests.sandbox.access.snapshots import EVERYTHING, READER, snapshot

DENY: dict[str, Any] = {"Sid": "Buckets", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}
MFA = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}
DENIED = (EVERYTHING, DENY)


def pair(before: Snapshot, after: Snapshot, action: str = "s3:DeleteBucket") -> PairedQuery:
    old, new = (Evaluator(each).request_and_layers(READER, action, "*", None) for each in (before, after))
    return PairedQuery.of(old, new, StatementTexts())


def change(before: Snapshot, after: Snapshot, context: Context | None = None) -> AccessChange | None:
    return pair(before, after).change(context or {})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (snapshot(EVERYTHING, scp=DENIED), snapshot(EVERYTHING), AccessChange.GAINS),
        (snapshot(EVERYTHING), snapshot(EVERYTHING, scp=DENIED), AccessChange.LOSES),
        (
            snapshot(EVERYTHING, scp=DENIED, boundary=DENIED),
            snapshot(EVERYTHING, scp=(EVERYTHING,), boundary=DENIED),
            AccessChange.WEAKER,
        ),
        (
            snapshot(EVERYTHING, scp=(EVERYTHING,), boundary=DENIED),
            snapshot(EVERYTHING, scp=DENIED, boundary=DENIED),
            AccessChange.STRONGER,
        ),
        (
            snapshot(EVERYTHING, scp=DENIED, boundary=(EVERYTHING,)),
            snapshot(EVERYTHING, scp=(EVERYTHING,), boundary=DENIED),
            AccessChange.OTHERWISE,
        ),
        (snapshot(EVERYTHING, scp=DENIED), snapshot(EVERYTHING, scp=DENIED), None),
    ],
)
def test_the_change_is_named_by_the_layers_that_deny(
    before: Snapshot, after: Snapshot, expected: AccessChange | None
) -> None:
    assert change(before, after) is expected


def test_a_changed_statement_that_matches_no_request_of_the_context_changes_nothing() -> None:
    before, after = snapshot(EVERYTHING), snapshot(EVERYTHING, scp=(EVERYTHING, DENY | MFA))
    assert change(before, after, {"aws:multifactorauthpresent": "true"}) is None
    assert change(before, after, {"aws:multifactorauthpresent": "false"}) is AccessChange.LOSES


def test_only_changed_statements_about_the_action_are_checked() -> None:
    after = snapshot(EVERYTHING, scp=DENIED)
    assert pair(snapshot(EVERYTHING), after, "s3:GetObject").changed == ((), (), ())
    assert [len(found) for found in pair(snapshot(EVERYTHING), after).changed or ()] == [0, 1, 1]


def test_requests_that_differ_in_more_than_statements_are_evaluated_in_both_snapshots() -> None:
    tagged = {"Condition": {"StringEquals": {"aws:PrincipalTag/team": "mobile"}}}
    before = snapshot(EVERYTHING, scp=(EVERYTHING, DENY | tagged))
    reader = replace(before.callers[READER], tags={"team": "mobile"})
    found = pair(before, replace(before, callers={READER: reader}))
    assert found.changed is None
    assert found.change({}) is AccessChange.LOSES
