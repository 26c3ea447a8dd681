"""An escalation past a boundary comes with the requests that lead there."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.policytest import role
from sandbox.policytest.evaluate import PolicyTestResult, run
from tests.sandbox.policytest.snapshots import FIXED, LIMIT, MADE, WITHOUT, small, statement

MADE_WITH_IT = statement("Deny", MADE, Condition=WITHOUT)


def judged(*limits: dict[str, Any]) -> PolicyTestResult:
    return run(lambda: role("mobile/deployer").cannot_escape_boundary(), small(*limits))


def test_a_complete_boundary_has_no_escalation():
    found = judged(MADE_WITH_IT, statement("Deny", FIXED))
    assert found.passed, found.text
    assert found.evaluated > 10


@pytest.mark.parametrize("way", [*MADE, *FIXED])
def test_each_escalation_is_found(way: str):
    left = [action for action in MADE if action != way]
    fixed = [action for action in FIXED if action != way]
    found = judged(statement("Deny", left, Condition=WITHOUT), statement("Deny", fixed))
    kind = "User" if "User" in way else "Role"
    if way in ("iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary"):
        assert found.passed, "there is no user who has one"
        return
    assert not found.passed
    finding = found.failures[0].counterexample
    assert finding is not None
    asked = [question.action for question in (*finding.preceding, finding.query)]
    assert way in asked, (kind, asked)


def test_a_boundary_with_a_similar_arn_is_another_one():
    loose = {"StringNotLike": {"iam:PermissionsBoundary": "arn:aws:iam::*:policy/boundary"}}
    found = judged(statement("Deny", MADE, Condition=loose), statement("Deny", FIXED))
    assert not found.passed
    finding = found.failures[0].counterexample
    assert finding is not None
    assert finding.query.context["iam:permissionsboundary"] == LIMIT.replace(":policy/", ":policy/x:policy/")


def test_a_principal_without_a_boundary_is_a_counterexample():
    assert not run(lambda: role("data/reader").cannot_escape_boundary(), small()).passed
