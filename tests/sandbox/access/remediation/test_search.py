"""The smallest remediation gives the wanted verdict; one is offered only if it was evaluated."""

from __future__ import annotations

from dataclasses import replace

from sandbox.access.expected_denial import ExpectedDenial
from sandbox.access.query import Counterexample, Query
from sandbox.access.remediation.search import Remediation, find_remediation
from sandbox.iam import Decision, Evaluator, Snapshot
from tests.sandbox.policytest.snapshots import DATA, FULL, MOBILE, policy, small, statement

DEPLOYER, READER = f"arn:aws:iam::{MOBILE}:role/deployer", f"arn:aws:iam::{DATA}:role/reader"


def found(snapshot: Snapshot, query: Query, expected: ExpectedDenial | None = None) -> Remediation | None:
    evaluator = Evaluator(snapshot)
    return find_remediation(evaluator, Counterexample(query, query.explain(evaluator), "it fails", expected))


def after(snapshot: Snapshot, remediation: Remediation, query: Query) -> Decision:
    for edit in remediation.edits:
        snapshot = edit.applied(snapshot)
    return query.decide(Evaluator(snapshot)).decision


def test_the_smallest_edit_allows_a_denied_request_and_changes_nothing_else() -> None:
    snapshot, query = (
        small(statement("Deny", ["rds:StartDBInstance", "iam:*"])),
        Query(DEPLOYER, "rds:StartDBInstance", "*"),
    )
    remediation = found(snapshot, query)
    assert remediation is not None
    assert [edit.description for edit in remediation.edits] == [
        "in boundary, remove rds:StartDBInstance from Action of DenyIt"
    ]
    assert remediation.impact.size == 0
    assert remediation.verdict.allowed
    assert after(snapshot, remediation, query) is Decision.ALLOW


def test_a_request_that_two_layers_deny_needs_an_edit_of_each() -> None:
    snapshot = small(statement("Deny", ["rds:StartDBInstance", "iam:*"]))
    rail = policy("rail", statement("Allow", "*"), statement("Deny", ["rds:StartDBInstance", "ec2:*"]))
    root = replace(snapshot.nodes["r-1"], scps=(FULL, rail))
    snapshot, query = (
        replace(snapshot, nodes={**snapshot.nodes, "r-1": root}),
        Query(DEPLOYER, "rds:StartDBInstance", "*"),
    )
    remediation = found(snapshot, query)
    assert remediation is not None
    assert {edit.policy.name for edit in remediation.edits} == {"boundary", "rail"}
    assert after(snapshot, remediation, query) is Decision.ALLOW


def test_an_allowed_request_is_denied_by_the_edit() -> None:
    snapshot, query = small(), Query(READER, "ec2:DescribeVpcs", "*")
    remediation = found(snapshot, query)
    assert remediation is not None
    assert not remediation.verdict.allowed
    assert after(snapshot, remediation, query) is not Decision.ALLOW


def test_the_edit_for_an_expected_denial_is_in_its_policy_although_another_one_denies() -> None:
    snapshot = small(statement("Deny", "rds:*") | {"Sid": "Databases"}, statement("Deny", "s3:*") | {"Sid": "Buckets"})
    query = Query(DEPLOYER, "s3:DeleteBucket", "*")
    remediation = found(snapshot, query, ExpectedDenial("boundary", "Databases"))
    assert remediation is not None
    assert "Databases" in remediation.edits[0].description


def test_a_missing_boundary_has_no_remediation() -> None:
    snapshot, query = small(), Query(READER, "ec2:DescribeVpcs", "*")
    evaluator = Evaluator(snapshot)
    reader = snapshot.callers[READER]
    counterexample = Counterexample(query, query.explain(evaluator), "no boundary", without_boundary=reader)
    assert find_remediation(evaluator, counterexample) is None


def test_a_request_that_only_policies_of_aws_deny_has_no_remediation() -> None:
    snapshot = small()
    managed = policy("reads", statement("Allow", "s3:*"), arn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
    reader = replace(snapshot.callers[READER], identity=(managed,))
    snapshot = replace(snapshot, callers={**snapshot.callers, READER: reader})
    assert found(snapshot, Query(READER, "rds:StartDBInstance", "*")) is None
