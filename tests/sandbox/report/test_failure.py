"""The text of a failure has AWS's message, the line, the decision tree and an edit that was evaluated."""

from __future__ import annotations

from sandbox.policytest import role
from sandbox.policytest.evaluate import run
from tests.sandbox.policytest.snapshots import ALWAYS_DENIED, small, statement

REMOVE_BOUNDARY = "iam:DeleteRolePermissionsBoundary"
SNAPSHOT = small(statement("Deny", ALWAYS_DENIED))


def test_a_denial_has_its_line_and_the_smallest_edit():
    result = run(lambda: role("mobile/deployer").can(REMOVE_BOUNDARY), SNAPSHOT)
    failure = result.access_failures[0]
    text = " ".join(failure.text.split())
    assert "is not authorized to perform: iam:DeleteRolePermissionsBoundary" in text
    assert "with an explicit deny in a permissions boundary" in text
    assert str(failure.where) == "accounts/program.py:20"
    assert "remove iam:DeleteRolePermissionsBoundary from Action of DenyIt" in text
    assert "with it: allow" in text
    assert all(len(line) <= 100 or " " not in line.strip() for line in failure.text.splitlines())


def test_an_expected_denial_that_does_not_deny_has_the_line_of_its_nearest_statement():
    result = run(lambda: role("mobile/deployer").cannot("iam:DeleteRole").because_of("boundary"), SNAPSHOT)
    failure = result.access_failures[0]
    assert str(failure.where) == "accounts/program.py:20"
    assert failure.remediation is not None
    assert not failure.remediation.verdict.allowed


def test_an_edit_has_its_impact():
    action = "s3:PutObject"
    result = run(lambda: role("data/reader").can(action), SNAPSHOT)
    failure = result.access_failures[0]
    assert failure.remediation is not None
    assert failure.remediation.verdict.allowed
    assert failure.remediation.impact.complete
