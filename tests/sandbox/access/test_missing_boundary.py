"""A role that lost its boundary is located at the line that creates it, whatever requires the boundary."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.iam import Origin, Snapshot
from sandbox.policytest import role
from sandbox.policytest.evaluate import run
from tests.sandbox.policytest.snapshots import MOBILE, policy, small, statement


def snapshot_with(*, reader: bool, same_line: bool = True) -> Snapshot:
    """Return a snapshot with a reader beside the deployer of mobile, with or without the boundary."""
    snapshot = small(statement("Deny", "iam:*"))
    deployer = next(c for c in snapshot.callers.values() if c.account == MOBILE)
    trust = policy("trust of reader", {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"})
    lines = Origin("jobs.py", 41), Origin("jobs.py", 41) if same_line else Origin("glass.py", 8)
    other = replace(
        deployer,
        arn=f"arn:aws:iam::{MOBILE}:role/reader",
        boundary=deployer.boundary if reader else None,
        trust=trust,
        origin=lines[1],
    )
    return replace(snapshot, callers={deployer.arn: replace(deployer, origin=lines[0]), other.arn: other})


def test_a_role_without_a_boundary_is_located_at_its_own_line_without_a_remediation():
    result = run(lambda: role("mobile/reader").cannot_escape_boundary(), snapshot_with(reader=False))
    failure = result.access_failures[0]
    assert failure.where == Origin("jobs.py", 41)
    assert failure.remediation is None


def test_an_escalation_through_a_role_that_lost_its_boundary_is_located_at_that_role():
    result = run(lambda: role("mobile/deployer").cannot_escape_boundary(), snapshot_with(reader=False))
    failure = result.access_failures[0]
    assert "it becomes reader" in failure.headline
    assert failure.where == Origin("jobs.py", 41)
    assert run(lambda: role("mobile/deployer").cannot_escape_boundary(), snapshot_with(reader=True)).passed


def test_an_escalation_through_a_role_meant_to_have_none_is_located_at_what_allows_it():
    snapshot = snapshot_with(reader=False, same_line=False)
    result = run(lambda: role("mobile/deployer").cannot_escape_boundary(), snapshot)
    failure = result.access_failures[0]
    assert failure.where == Origin("accounts/program.py", 10)
    assert failure.remediation is not None


@pytest.mark.parametrize(("same_line", "where"), [(True, "jobs.py:41"), (False, "accounts/program.py:20")])
def test_a_denial_that_requires_a_boundary_is_located_at_the_role_that_lost_it(same_line: bool, where: str):
    requires = statement(
        "Deny", "iam:PutRolePolicy", Condition={"StringNotEquals": {"iam:PermissionsBoundary": "ours"}}
    )
    snapshot = snapshot_with(reader=False, same_line=same_line)
    deployer = next(c for c in snapshot.callers.values() if c.name == "deployer")
    limit = policy("boundary", statement("Allow", "*"), requires, arn="ours")
    snapshot = replace(snapshot, callers={**snapshot.callers, deployer.arn: replace(deployer, boundary=limit)})
    reader = f"arn:aws:iam::{MOBILE}:role/reader"
    result = run(lambda: role("mobile/deployer").can("iam:PutRolePolicy", reader), snapshot)
    failure = result.access_failures[0]
    assert str(failure.where) == where
