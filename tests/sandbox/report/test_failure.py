"""A failure tells AWS's message, the line, and an edit that was tried."""

from __future__ import annotations

from sandbox.policytest import role
from sandbox.policytest.evaluate import run
from tests.sandbox.policytest.worlds import FIXED, small, statement

LIFT = "iam:DeleteRolePermissionsBoundary"
WORLD = small(statement("Deny", FIXED))


def test_a_refusal_is_told_with_its_line_and_the_smallest_edit():
    failure = run(lambda: role("mobile/deployer").can(LIFT), WORLD).failures[0]
    told = " ".join(failure.text.split())
    assert "is not authorized to perform: iam:DeleteRolePermissionsBoundary" in told
    assert "with an explicit deny in a permissions boundary" in told
    assert str(failure.where) == "accounts/program.py:20"
    assert "take iam:DeleteRolePermissionsBoundary out of Action of DenyIt" in told
    assert "tried: allow" in told
    assert all(len(line) <= 100 or " " not in line.strip() for line in failure.text.splitlines())


def test_a_guard_that_is_silent_is_told_with_the_nearest_statement():
    failure = run(lambda: role("mobile/deployer").cannot("iam:DeleteRole").because_of("boundary"), WORLD).failures[0]
    assert str(failure.where) == "accounts/program.py:20"
    assert failure.mended is not None
    assert not failure.mended.verdict.allowed


def test_an_edit_says_what_else_it_opens():
    reads = "s3:PutObject"
    failure = run(lambda: role("data/reader").can(reads), WORLD).failures[0]
    assert failure.mended is not None
    assert failure.mended.verdict.allowed
    assert failure.mended.impact.asked > 10
