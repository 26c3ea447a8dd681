"""An escalation past a boundary comes with the requests that lead there."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.policytest import role
from sandbox.policytest.evaluate import PolicyTestResult, run
from tests.sandbox.policytest.snapshots import FIXED, LIMIT, MADE, WITHOUT, small, statement

MADE_WITH_IT = statement("Deny", MADE, Condition=WITHOUT)


def escalations(*limits: dict[str, Any]) -> PolicyTestResult:
    return run(lambda: role("mobile/deployer").cannot_escape_boundary(), small(*limits))


def test_a_complete_boundary_has_no_escalation():
    found = escalations(MADE_WITH_IT, statement("Deny", FIXED))
    assert found.passed, found.text
    assert found.evaluated > 10


@pytest.mark.parametrize("action", [*MADE, *FIXED])
def test_each_escalation_is_found(action: str):
    left = [other for other in MADE if other != action]
    fixed = [other for other in FIXED if other != action]
    found = escalations(statement("Deny", left, Condition=WITHOUT), statement("Deny", fixed))
    kind = "User" if "User" in action else "Role"
    if action in ("iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary"):
        assert found.passed, "there is no user who has one"
        return
    assert not found.passed
    counterexample = found.failures[0].counterexample
    assert counterexample is not None
    actions = [query.action for query in (*counterexample.preceding, counterexample.query)]
    assert action in actions, (kind, actions)


def test_a_boundary_with_a_similar_arn_is_another_one():
    loose = {"StringNotLike": {"iam:PermissionsBoundary": "arn:aws:iam::*:policy/boundary"}}
    found = escalations(statement("Deny", MADE, Condition=loose), statement("Deny", FIXED))
    assert not found.passed
    counterexample = found.failures[0].counterexample
    assert counterexample is not None
    assert counterexample.query.context["iam:permissionsboundary"] == LIMIT.replace(":policy/", ":policy/x:policy/")


def test_a_principal_without_a_boundary_is_a_counterexample():
    assert not run(lambda: role("data/reader").cannot_escape_boundary(), small()).passed
