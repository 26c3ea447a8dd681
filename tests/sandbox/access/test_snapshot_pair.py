"""What differs between two snapshots whatever the principal is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.access.action_sets import Actions
from sandbox.access.snapshot_pair import SnapshotPair
from sandbox.iam import Evaluator, Snapshot
from sandbox.iam.snapshot import Resource
from tests.sandbox.access.snapshots import ACCOUNT, ACTIONS, EVERYTHING, policy, snapshot

BUCKET = "arn:aws:s3:::pictures"
OPEN: dict[str, Any] = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{BUCKET}/*"}
CLOSED = {**OPEN, "Effect": "Deny"}


def with_bucket(*statements: dict[str, Any], **more: Any) -> Snapshot:
    bucket = Resource(BUCKET, ACCOUNT, policy("pictures", *statements), **more)
    return replace(snapshot(EVERYTHING), resources={BUCKET: bucket})


def pair(before: Snapshot, after: Snapshot) -> SnapshotPair:
    return SnapshotPair(Actions(ACTIONS), Evaluator(before), Evaluator(after))


def test_statements_of_resources_that_one_snapshot_has() -> None:
    found = pair(with_bucket(OPEN), with_bucket(CLOSED))
    assert {located[-1].deny for located in found.removed} == {False}
    assert {located[-1].deny for located in found.added} == {True}
    same = pair(with_bucket(OPEN), with_bucket(OPEN))
    assert (same.removed, same.added, same.altered) == ((), (), 0)


def test_a_resource_with_other_tags_or_settings_alters_the_actions_of_its_service() -> None:
    found = pair(with_bucket(OPEN), with_bucket(OPEN, tags={"team": "mobile"}))
    altered = list(found.actions.names_in(found.altered))
    assert altered == ["s3:DeleteBucket", "s3:GetObject", "s3:PutObject"]
    assert pair(with_bucket(OPEN), with_bucket(OPEN, settings={"restrict_public_buckets": True})).altered


def test_a_resource_has_the_statements_of_both_snapshots_with_the_actions_that_they_cover() -> None:
    found = pair(with_bucket(OPEN), with_bucket(CLOSED))
    masks = [list(found.actions.names_in(mask)) for mask, _ in found.resource_policy(BUCKET)]
    assert masks == [["s3:GetObject"], ["s3:GetObject"]]
    assert found.resource_policy("arn:aws:s3:::other") == []


def test_one_of_the_vpc_endpoints_that_changed_alike_is_compared() -> None:
    wide, narrow = policy("wide", EVERYTHING), policy("narrow", {**EVERYTHING, "Action": "s3:GetObject"})
    before = replace(snapshot(EVERYTHING), endpoints={"vpce-1": wide, "vpce-2": wide, "vpce-3": wide})
    after = replace(before, endpoints={"vpce-1": narrow, "vpce-2": narrow, "vpce-3": wide})
    assert pair(before, after).vpc_endpoints == ("vpce-1",)
