"""An escalation past a boundary comes with the requests that lead there."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.policytest import role
from sandbox.policytest.evaluate import PolicyTestResult, run
from tests.sandbox.policytest.snapshots import (
    ALWAYS_DENIED,
    BOUNDARY_REQUIRED,
    LIMIT,
    WITHOUT_BOUNDARY,
    small,
    statement,
)

DENY_WITHOUT_BOUNDARY = statement("Deny", BOUNDARY_REQUIRED, Condition=WITHOUT_BOUNDARY)


def escalations(*limits: dict[str, Any]) -> PolicyTestResult:
    return run(lambda: role("mobile/deployer").cannot_escape_boundary(), small(*limits))


def test_a_complete_boundary_has_no_escalation():
    found = escalations(DENY_WITHOUT_BOUNDARY, statement("Deny", ALWAYS_DENIED))
    assert found.passed, found.text
    assert found.evaluated > 10


@pytest.mark.parametrize("action", [*BOUNDARY_REQUIRED, *ALWAYS_DENIED])
def test_each_escalation_is_found(action: str):
    required = [other for other in BOUNDARY_REQUIRED if other != action]
    denied = [other for other in ALWAYS_DENIED if other != action]
    found = escalations(statement("Deny", required, Condition=WITHOUT_BOUNDARY), statement("Deny", denied))
    kind = "User" if "User" in action else "Role"
    if action in ("iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary"):
        assert found.passed, "no user has a boundary"
        return
    assert not found.passed
    counterexample = found.access_failures[0].counterexample
    assert counterexample is not None
    actions = [query.action for query in (*counterexample.preceding, counterexample.query)]
    assert action in actions, (kind, actions)


def test_a_boundary_with_a_similar_arn_is_another_one():
    similar = {"StringNotLike": {"iam:PermissionsBoundary": "arn:aws:iam::*:policy/boundary"}}
    found = escalations(statement("Deny", BOUNDARY_REQUIRED, Condition=similar), statement("Deny", ALWAYS_DENIED))
    assert not found.passed
    counterexample = found.access_failures[0].counterexample
    assert counterexample is not None
    assert counterexample.query.context["iam:permissionsboundary"] == LIMIT.replace(":policy/", ":policy/x:policy/")


def test_a_principal_without_a_boundary_is_a_counterexample():
    assert not run(lambda: role("data/reader").cannot_escape_boundary(), small()).passed
