"""A query is evaluated with the keys that follow from the snapshot; an outcome holds if something was evaluated."""

from __future__ import annotations

from sandbox.access.query import Counterexample, Query
from sandbox.iam import Evaluator
from tests.sandbox.policytest.snapshots import LIMIT, MOBILE, WITHOUT_BOUNDARY, small, statement

DEPLOYER = f"arn:aws:iam::{MOBILE}:role/deployer"
SNAPSHOT = small(statement("Deny", "iam:PutRolePolicy", Condition=WITHOUT_BOUNDARY))
QUERY = Query(DEPLOYER, "iam:PutRolePolicy", DEPLOYER)


def test_a_request_about_a_role_has_the_key_of_its_boundary() -> None:
    request, _ = QUERY.resolve(Evaluator(SNAPSHOT))
    assert request.values("iam:permissionsboundary") == (LIMIT,)
    assert QUERY.decide(Evaluator(SNAPSHOT)).allowed


def test_a_key_of_the_query_overrides_the_implied_one() -> None:
    without = Query(DEPLOYER, QUERY.action, DEPLOYER, {"iam:permissionsboundary": None})
    assert not without.decide(Evaluator(SNAPSHOT)).allowed


def test_the_trace_has_the_verdict_of_the_query() -> None:
    evaluator = Evaluator(SNAPSHOT)
    assert QUERY.explain(evaluator).verdict == QUERY.decide(evaluator)
    assert Counterexample(QUERY, QUERY.explain(evaluator), "allowed").allowed


def test_the_text_has_the_principal_and_the_keys_that_are_present() -> None:
    query = Query(None, "s3:GetObject", "arn:aws:s3:::b/k", {"aws:sourcevpce": "vpce-1", "aws:username": None})
    assert str(query) == "anonymous s3:GetObject on arn:aws:s3:::b/k with aws:sourcevpce=vpce-1"
