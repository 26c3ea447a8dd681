from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.access import Difference, differences, search_tree
from sandbox.access.diff import AccessChange
from sandbox.iam.layers import Layer
from sandbox.iam.snapshot import Snapshot
from tests.sandbox.access.snapshots import ACTIONS, EVERYTHING, READER, policy, snapshot

_DENY = {"Sid": "Buckets", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}


def _only(before: Snapshot, after: Snapshot) -> Difference:
    (found,) = [d for d in differences(before, after, ACTIONS) if d.principal == READER]
    return found


def test_equal_snapshots_have_no_differences() -> None:
    assert differences(snapshot(EVERYTHING), snapshot(EVERYTHING), ACTIONS) == ()


def test_a_removed_deny_is_a_gain_with_its_line() -> None:
    found = _only(snapshot(EVERYTHING, scp=(EVERYTHING, _DENY)), snapshot(EVERYTHING))
    assert (found.change, found.actions) == (AccessChange.GAINS, ("s3:DeleteBucket",))
    cause = found.causes[0]
    assert (cause.change, cause.layer, cause.sid, str(cause.origin)) == ("gone", Layer.SCP, "Buckets", "scp.py:2")


def test_an_added_deny_is_a_loss() -> None:
    found = _only(snapshot(EVERYTHING), snapshot(EVERYTHING, scp=(EVERYTHING, _DENY)))
    assert (found.change, found.causes[0].change) == (AccessChange.LOSES, "new")


def test_one_of_two_denies_that_is_removed_leaves_a_weaker_denial() -> None:
    both = (EVERYTHING, _DENY)
    found = _only(snapshot(EVERYTHING, scp=both, boundary=both), snapshot(EVERYTHING, boundary=both))
    assert (found.change, found.before.blocked_by) == (AccessChange.WEAKER, (Layer.SCP, Layer.BOUNDARY))


@pytest.mark.parametrize(
    ("condition", "remaining"),
    [
        ({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, {}),
        (
            {"StringEquals": {"aws:RequestTag/a": "b"}, "Bool": {"s3:x": "true"}},
            {"StringEquals": {"aws:RequestTag/a": "b"}},
        ),
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, {}),
        ({"Null": {"aws:RequestTag/a": "true"}}, {}),
    ],
)
def test_a_removed_condition_is_shown_by_a_request_that_it_affected(
    condition: dict[str, Any], remaining: dict[str, Any]
) -> None:
    before, after = _DENY | {"Condition": condition}, _DENY | {"Condition": remaining}
    found = differences(
        snapshot(EVERYTHING, scp=(EVERYTHING, before)), snapshot(EVERYTHING, scp=(EVERYTHING, after)), ACTIONS
    )
    assert [d.change for d in found if d.principal == READER] == [AccessChange.LOSES]
    assert all(d.causes[0].sid == "Buckets" for d in found)


def test_a_grant_on_one_resource_is_shown_on_that_resource() -> None:
    grant = {"Sid": "Pictures", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::pictures/*"}
    found = _only(snapshot(_DENY), snapshot(_DENY, grant))
    assert (found.change, found.resource) == (AccessChange.GAINS, "arn:aws:s3:::pictures/any")


def test_a_narrower_vpc_endpoint_policy_is_shown_by_a_request_through_the_endpoint() -> None:
    ours = {"Sid": "Ours", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    wide, narrow = (
        replace(snapshot(EVERYTHING), endpoints={"vpce-1": policy("endpoint", ours | {"Action": action})})
        for action in ("*", "s3:GetObject")
    )
    found = [d for d in differences(wide, narrow, ACTIONS) if d.principal == READER]
    lost = {action for d in found if d.change is AccessChange.LOSES for action in d.actions}
    assert lost == {"iam:CreateRole", "s3:DeleteBucket", "s3:PutObject"}
    assert all(d.context["aws:sourcevpce"] == "vpce-1" for d in found)


def test_a_new_unique_id_changes_nothing_where_no_policy_tests_it() -> None:
    before, after = (
        _with_unique_id(snapshot(EVERYTHING, scp=scp), unique_id)
        for scp, unique_id in (((EVERYTHING, _DENY), "AROAOLD"), ((EVERYTHING,), "AROANEW"))
    )
    assert _only(before, after).actions == ("s3:DeleteBucket",)


def test_a_statement_that_names_the_unique_id_of_a_deleted_role_grants_nothing() -> None:
    named = {**EVERYTHING, "Action": "s3:*", "Condition": {"StringLike": {"aws:userid": "AROAOLD:*"}}}
    closed, granted = snapshot(), snapshot(named)
    for unique_id, expected in (("AROAOLD", ("s3:DeleteBucket", "s3:GetObject", "s3:PutObject")), ("AROANEW", ())):
        found = differences(_with_unique_id(closed, "AROAOLD"), _with_unique_id(granted, unique_id), ACTIONS)
        gained = (found_action for d in found if d.change is AccessChange.GAINS for found_action in d.actions)
        assert tuple(sorted(gained)) == expected


def _with_unique_id(read: Snapshot, unique_id: str) -> Snapshot:
    return replace(read, callers={arn: replace(caller, unique_id=unique_id) for arn, caller in read.callers.items()})


def _contexts(before: Snapshot, after: Snapshot, change: AccessChange) -> list[set[str]]:
    return [
        {str(value) for value in d.context.values()} | {v for values in d.alternatives.values() for v in values}
        for d in differences(before, after, ("s3:GetObject",))
        if d.principal == READER and d.change is change
    ]


def _locked(*regions: str) -> Snapshot:
    lock = {"Sid": "Regions", "Effect": "Deny", "Action": "*", "Resource": "*"}
    lock["Condition"] = {"StringNotEquals": {"aws:RequestedRegion": list(regions)}}  # type: ignore[assignment]
    return snapshot(EVERYTHING, scp=(EVERYTHING, lock))


def test_each_region_that_a_lock_gains_or_loses_is_shown() -> None:
    before, after = _locked("eu-west-1", "eu-west-2", "eu-west-3"), _locked("eu-west-1", "eu-north-1")
    assert _contexts(before, after, AccessChange.LOSES) == [{"eu-west-2", "eu-west-3"}]
    assert _contexts(before, after, AccessChange.GAINS) == [{"eu-north-1"}]


def test_a_changed_tag_of_a_principal_is_shown_where_a_statement_reads_it() -> None:
    tagged = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
    tagged["Condition"] = {"StringEquals": {"aws:PrincipalTag/team": "mobile"}}  # type: ignore[assignment]
    before = snapshot(EVERYTHING, tagged)
    after = replace(before, callers={READER: replace(before.callers[READER], tags={"team": "mobile"})})
    assert _contexts(before, after, AccessChange.LOSES) == [set()]


def test_statements_that_are_too_many_to_search_are_a_difference_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_tree, "_STEPS", 1)
    found = differences(_locked("eu-west-1", "eu-west-2"), _locked("eu-west-1"), ("s3:GetObject",))
    assert [d.change for d in found if d.principal == READER] == [AccessChange.UNKNOWN]
