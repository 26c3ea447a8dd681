"""Near misses of an allowed request, and candidate edits that deny it."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.access.expected_denial import ExpectedDenial
from sandbox.access.query import Query
from sandbox.access.remediation.denials import denial_edits, near_misses
from sandbox.iam import Evaluator, Snapshot
from tests.sandbox.access.remediation.edits import allowed_after
from tests.sandbox.policytest.snapshots import MOBILE, small, statement

DEPLOYER = f"arn:aws:iam::{MOBILE}:role/deployer"
QUERY = Query(DEPLOYER, "s3:DeleteBucket", "arn:aws:s3:::b")
NEAR = statement("Deny", "s3:DeleteBucket", Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}}) | {
    "Sid": "Mfa"
}
OTHER_BUCKET = statement("Deny", "s3:DeleteBucket") | {"Sid": "Other", "Resource": "arn:aws:s3:::c"}
SIMILAR_ACTION = statement("Deny", "s3:DeleteObject") | {"Sid": "Objects"}
OTHER_SERVICE = statement("Deny", "rds:*") | {"Sid": "Databases"}


def edits(snapshot: Snapshot, expected: ExpectedDenial | None = None) -> dict[str, bool]:
    return allowed_after(denial_edits(QUERY.explain(Evaluator(snapshot)), expected), snapshot, QUERY)


def test_the_nearest_miss_fails_in_the_last_element_that_is_compared() -> None:
    trace = QUERY.explain(Evaluator(small(OTHER_SERVICE, SIMILAR_ACTION, OTHER_BUCKET, NEAR)))
    assert [entry.statement.sid for entry in near_misses(trace)] == ["Mfa", "Other", "Objects", "Databases"]


def test_an_expected_denial_limits_the_near_misses_to_its_statements() -> None:
    trace = QUERY.explain(Evaluator(small(OTHER_SERVICE, NEAR)))
    assert [e.statement.sid for e in near_misses(trace, ExpectedDenial("boundary", "Databases"))] == ["Databases"]
    assert near_misses(trace, ExpectedDenial("elsewhere")) == []


@pytest.mark.parametrize(
    ("deny", "start"),
    [
        (SIMILAR_ACTION, "in boundary, add s3:DeleteBucket to Action of Objects"),
        (OTHER_BUCKET, "in boundary, add arn:aws:s3:::b to Resource of Other"),
        (NEAR, "in boundary, "),
    ],
)
def test_a_near_miss_is_widened_until_it_denies(deny: dict[str, Any], start: str) -> None:
    found = {text: allowed for text, allowed in edits(small(deny)).items() if text.startswith(start)}
    assert found
    assert not all(found.values())


def test_a_new_deny_is_added_to_a_limiting_policy_that_the_program_wrote() -> None:
    found = edits(small(OTHER_SERVICE))
    assert found["in boundary, add a statement: Deny s3:DeleteBucket"] is False


def test_an_expected_statement_that_allows_is_changed_to_a_deny() -> None:
    allow = statement("Allow", "s3:DeleteBucket") | {"Sid": "Buckets"}
    found = edits(small(allow), ExpectedDenial("boundary", "Buckets"))
    assert False in found.values()
    assert not any("add the statement" in description for description in found)


def test_an_expected_statement_that_is_missing_is_added_under_its_sid() -> None:
    found = edits(small(OTHER_SERVICE), ExpectedDenial("boundary", "Buckets"))
    assert found == {"in boundary, add the statement Buckets: Deny s3:DeleteBucket": False}
