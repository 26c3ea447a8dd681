"""The impact of an edit has every principal and action whose access changes, except those of the query."""

from __future__ import annotations

from dataclasses import replace

from sandbox.access.external_account import with_external_account
from sandbox.access.query import Query
from sandbox.access.remediation.edit import Edit, rewritten
from sandbox.access.remediation.impact import Impact, impact
from sandbox.iam import Evaluator, Snapshot
from tests.sandbox.policytest.snapshots import DATA, FULL, MOBILE, policy, small, statement

READS = policy("reads", statement("Allow", ["s3:GetObject", "ec2:DescribeVpcs"]))
READER = f"arn:aws:sts::{DATA}:assumed-role/reader/check"
QUERY = Query(READER, "s3:GetObject", "arn:aws:s3:::gilt-data/x")


def reading() -> Snapshot:
    snapshot = small()
    callers = {
        arn: replace(c, identity=(READS,) if c.name == "reader" else (FULL,)) for arn, c in snapshot.callers.items()
    }
    return replace(snapshot, callers=callers)


def impact_of(edit: Edit, snapshot: Snapshot | None = None, limit: int = 1000) -> Impact:
    before = Evaluator(snapshot or reading())
    return impact(before, before.of(edit.applied(before.snapshot)), QUERY, limit)


def test_newly_allowed_and_newly_denied_actions_are_listed_without_the_query_itself():
    wider = rewritten(
        READS, 0, statement("Allow", ["s3:GetObject", "ec2:DescribeVpcs", "rds:StartDBInstance"]), "widen"
    )
    assert impact_of(wider) == Impact(("data/reader rds:StartDBInstance",), ())
    narrower = rewritten(READS, 0, statement("Allow", "none:Nothing"), "narrow")
    assert impact_of(narrower) == Impact((), ("data/reader ec2:DescribeVpcs",))


def test_an_edit_that_changes_no_access_has_no_impact():
    same = rewritten(READS, 0, statement("Allow", ["ec2:DescribeVpcs", "s3:GetObject"]), "reorder")
    assert impact_of(same).size == 0


def test_a_vpc_endpoint_policy_affects_every_principal():
    endpoint = policy("endpoint", statement("Allow", "*", Principal="*"))
    snapshot = replace(reading(), endpoints={"vpce-1": endpoint})
    closed = rewritten(endpoint, 0, statement("Allow", "none:Nothing", Principal="*"), "close it")
    found = impact_of(closed, snapshot, limit=1_000_000)
    assert "mobile/deployer s3:GetBucketLocation" in found.denied
    assert "data/reader ec2:DescribeVpcs" in found.denied
    assert not found.allowed


def test_an_external_principal_is_among_the_changes():
    bucket_policy = policy("policy of gilt-data", statement("Deny", "s3:*", Principal="*"))
    snapshot = reading()
    resources = {arn: replace(r, policy=bucket_policy) for arn, r in snapshot.resources.items()}
    opened = rewritten(bucket_policy, 0, statement("Allow", "s3:ListBucket", Principal="*"), "open it")
    snapshot = replace(snapshot, resources=resources)
    assert "external/external s3:ListBucket" in impact_of(opened, with_external_account(snapshot)).allowed


def test_counting_stops_at_the_limit():
    wider = rewritten(READS, 0, statement("Allow", "*"), "widen")
    found = impact_of(wider, limit=3)
    assert not found.complete
    assert found.size == 4
    assert MOBILE not in "".join(found.allowed)


def test_the_query_of_a_role_with_a_path_is_not_among_the_changes():
    snapshot = reading()
    reader = next(caller for caller in snapshot.callers.values() if caller.name == "reader")
    moved = replace(reader, arn=reader.arn.replace("role/", "role/jobs/"))
    others = {arn: caller for arn, caller in snapshot.callers.items() if caller is not reader}
    narrower = rewritten(READS, 0, statement("Allow", "none:Nothing"), "narrow")
    found = impact_of(narrower, replace(snapshot, callers={**others, moved.arn: moved}))
    assert found == Impact((), ("data/reader ec2:DescribeVpcs",))
