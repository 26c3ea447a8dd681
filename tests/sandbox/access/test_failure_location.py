"""A failed assertion is located at the one line of the program to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

import pytest

from sandbox.access.expected_denial import ExpectedDenial
from sandbox.access.failure_location import failure_location
from sandbox.access.query import Counterexample, Query
from sandbox.access.remediation.search import Remediation, find_remediation
from sandbox.iam import Evaluator, Origin, Snapshot
from sandbox.iam.snapshot import Account
from tests.sandbox.policytest.snapshots import BUCKET, DATA, MOBILE, policy, small, statement

DEPLOYER, READER = f"arn:aws:iam::{MOBILE}:role/deployer", f"arn:aws:iam::{DATA}:role/reader"
JOBS, ACCOUNTS = Origin("accounts/jobs.py", 3), Origin("accounts/accounts.py", 5)


def no_search() -> NoReturn:
    pytest.fail("the line is known without a remediation")


def no_remediation() -> None:
    """Find no edit."""


def located(
    snapshot: Snapshot,
    query: Query,
    expected: ExpectedDenial | None = None,
    remediation: Callable[[], Remediation | None] = no_search,
) -> Origin | None:
    evaluator = Evaluator(snapshot)
    found = Counterexample(query, query.explain(evaluator), "it fails", expected)
    return failure_location(evaluator, found, [query.principal], remediation)


def test_a_denied_request_is_located_at_the_statement_that_denies() -> None:
    snapshot = small(statement("Deny", "rds:*"), statement("Deny", "s3:*"))
    assert located(snapshot, Query(DEPLOYER, "s3:GetObject", f"{BUCKET}/x")) == Origin("accounts/program.py", 30)


def test_an_allowed_request_is_located_at_the_most_specific_grant() -> None:
    snapshot = small()
    grant = policy(
        "bucket", statement("Deny", "s3:PutObject", Principal="*"), statement("Allow", "s3:*", Principal="*")
    )
    query = Query(READER, "s3:GetObject", f"{BUCKET}/x")
    assert located(snapshot, query) == Origin("accounts/program.py", 10)
    opened = replace(snapshot, resources={BUCKET: replace(snapshot.resources[BUCKET], policy=grant)})
    assert located(opened, query) == Origin("accounts/program.py", 20)


def test_an_implicit_deny_is_located_at_the_remediation() -> None:
    snapshot, query = small(), Query(READER, "rds:StartDBInstance", "*")
    evaluator = Evaluator(snapshot)
    found = Counterexample(query, query.explain(evaluator), "it is denied")
    search = lambda: find_remediation(evaluator, found)  # noqa: E731
    assert located(snapshot, query, remediation=search) == Origin("accounts/program.py", 10)


def test_without_a_remediation_it_is_located_at_the_principal_and_else_at_its_account() -> None:
    snapshot, query = small(), Query(READER, "rds:StartDBInstance", "*")
    accounts = {**snapshot.accounts, DATA: Account(DATA, "data", DATA, origin=ACCOUNTS)}
    snapshot = replace(snapshot, accounts=accounts)
    assert located(snapshot, query, remediation=no_remediation) == ACCOUNTS
    reader = replace(snapshot.callers[READER], origin=JOBS)
    snapshot = replace(snapshot, callers={**snapshot.callers, READER: reader})
    assert located(snapshot, query, remediation=no_remediation) == JOBS


def test_a_missing_boundary_is_located_at_the_role_that_lacks_it() -> None:
    snapshot = small()
    reader = replace(snapshot.callers[READER], origin=JOBS)
    query = Query(READER, "s3:GetObject", f"{BUCKET}/x")
    evaluator = Evaluator(snapshot)
    found = Counterexample(query, query.explain(evaluator), "no boundary", without_boundary=reader)
    assert failure_location(evaluator, found, [READER], no_search) == JOBS


def test_an_expected_policy_is_located_at_its_nearest_statement_and_an_expected_statement_at_itself() -> None:
    snapshot = small(statement("Deny", "s3:Put*") | {"Sid": "Puts"}, statement("Deny", "rds:*") | {"Sid": "Databases"})
    query = Query(DEPLOYER, "s3:GetObject", f"{BUCKET}/x")
    assert located(snapshot, query, ExpectedDenial("boundary")) == Origin("accounts/program.py", 20)
    assert located(snapshot, query, ExpectedDenial("boundary", "Databases")) == Origin("accounts/program.py", 30)
