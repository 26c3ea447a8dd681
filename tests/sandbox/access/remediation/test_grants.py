"""Candidate edits for a denied request, each from the layer that does not allow it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.access.query import Query
from sandbox.access.remediation.grants import grant_edits
from sandbox.iam import Evaluator, Snapshot
from tests.sandbox.access.remediation.edits import allowed_after
from tests.sandbox.policytest.snapshots import BUCKET, DATA, FULL, MOBILE, policy, small, statement

DEPLOYER, READER = f"arn:aws:iam::{MOBILE}:role/deployer", f"arn:aws:iam::{DATA}:role/reader"
READS = Query(READER, "s3:GetObject", f"{BUCKET}/x")


def reading(*statements: dict[str, Any]) -> Snapshot:
    snapshot = small()
    reader = replace(snapshot.callers[READER], identity=(policy("reads", *statements),))
    return replace(snapshot, callers={**snapshot.callers, READER: reader})


def edits(snapshot: Snapshot, query: Query) -> dict[str, bool]:
    return allowed_after(grant_edits(query.explain(Evaluator(snapshot))), snapshot, query)


@pytest.mark.parametrize(
    ("allow", "description"),
    [
        (statement("Allow", "s3:PutObject"), "in reads, add s3:GetObject to Action of AllowIt"),
        (
            statement("Allow", "s3:*") | {"Resource": "arn:aws:s3:::other/*"},
            f"in reads, add {BUCKET}/x to Resource of AllowIt",
        ),
        (
            statement("Allow", "s3:*", Condition={"StringEquals": {"aws:PrincipalArn": DEPLOYER}}),
            f"in reads, add {READER} to StringEquals aws:PrincipalArn of AllowIt",
        ),
        (
            statement("Allow", "s3:*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
            "in reads, drop the Condition of AllowIt",
        ),
    ],
)
def test_an_allow_is_widened_by_the_element_that_does_not_match(allow: dict[str, Any], description: str) -> None:
    assert edits(reading(allow), READS)[description]


def test_a_new_allow_is_added_to_the_policy() -> None:
    assert edits(reading(statement("Allow", "rds:*")), READS)["in reads, add a statement: Allow s3:GetObject"]


@pytest.mark.parametrize(
    ("deny", "description"),
    [
        (statement("Deny", ["s3:GetObject", "rds:*"]), "in boundary, remove s3:GetObject from Action of DenyIt"),
        (
            {key: value for key, value in statement("Deny", "").items() if key != "Action"} | {"NotAction": "iam:*"},
            "in boundary, add s3:GetObject to NotAction of DenyIt",
        ),
        (
            statement("Deny", "s3:*", Condition={"ArnNotLike": {"aws:PrincipalArn": READER}}),
            f"in boundary, add {DEPLOYER} to ArnNotLike aws:PrincipalArn of DenyIt",
        ),
        (statement("Deny", "s3:*"), f"in boundary, exempt {DEPLOYER} from DenyIt (ArnNotLike aws:PrincipalArn)"),
        (statement("Deny", "s3:*"), "in boundary, remove the statement DenyIt"),
    ],
)
def test_a_deny_is_narrowed_or_removed(deny: dict[str, Any], description: str) -> None:
    snapshot = small(deny)
    query = Query(DEPLOYER, "s3:GetObject", "*")
    assert not query.decide(Evaluator(snapshot)).allowed
    assert edits(snapshot, query)[description]


def test_layers_that_allow_have_no_edits() -> None:
    snapshot = reading(statement("Allow", "rds:*"))
    root = replace(snapshot.nodes["r-1"], scps=(FULL, policy("rail", statement("Allow", "rds:*"))))
    snapshot = replace(snapshot, nodes={**snapshot.nodes, "r-1": root})
    found = list(grant_edits(READS.explain(Evaluator(snapshot))))
    assert {edit.policy.name for edit in found} == {"reads"}


def test_a_trust_policy_gets_the_principal_and_no_resource() -> None:
    snapshot = small()
    trust = policy("trust", statement("Allow", "sts:TagSession", Principal={"AWS": MOBILE}))
    reader = replace(snapshot.callers[READER], trust=trust)
    snapshot = replace(snapshot, callers={**snapshot.callers, READER: reader})
    query = Query(DEPLOYER, "sts:AssumeRole", READER)
    new = next(e for e in grant_edits(query.explain(Evaluator(snapshot))) if e.added and e.policy is trust)
    document = new.changed.document
    assert isinstance(document, dict)
    assert document["Statement"][-1] == {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": DEPLOYER}}
    assert query.decide(Evaluator(new.applied(snapshot))).allowed
