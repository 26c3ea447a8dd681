"""The text of a denied call has the request, the line, the decision and the edit; its JSON has the same."""

from __future__ import annotations

import json
from dataclasses import replace

from sandbox.denials.explanation import Explanation, explanation
from sandbox.iam import Snapshot
from sandbox.report.denied_call import (
    decided_by,
    decision_text,
    edit_text,
    explanation_json,
    request_text,
    short_id,
    summary,
)
from tests.sandbox.denials.calls import denied_call
from tests.sandbox.policytest.snapshots import ALWAYS_DENIED, MOBILE, small, statement

REMOVE = "iam:DeleteRolePermissionsBoundary"
SNAPSHOT = small(statement("Deny", ALWAYS_DENIED))
DEPLOYER = f"arn:aws:sts::{MOBILE}:assumed-role/deployer/kim"
CALL = denied_call(SNAPSHOT, DEPLOYER, REMOVE)


def explained(snapshot: Snapshot) -> Explanation:
    assert CALL.request is not None
    return explanation(CALL, CALL.request, snapshot)


def test_the_summary_has_the_call_and_its_error():
    first, second = summary(CALL)
    assert first == (
        "iam.DeleteRolePermissionsBoundary in us-east-1 at 2026-11-30 12:00:05 UTC, "
        "request 1f0c2a9e-0000-4000-8000-000000000001"
    )
    assert second.startswith(f"refused with AccessDenied: User: {DEPLOYER} is not authorized to perform: {REMOVE}")
    assert list(summary(replace(CALL, refused=False)))[1].startswith("executed in mode audit; else refused with")
    assert short_id(CALL) == "1f0c2a9e"


def test_the_request_has_its_keys_and_the_line_that_decides():
    lines = list(request_text(explained(SNAPSHOT)))
    assert f"principal: {DEPLOYER}" in lines
    assert f"action: {REMOVE}" in lines
    assert "  aws:principalorgid = o-gilt" in lines
    assert lines[-1] == "decided at accounts/program.py:20"


def test_the_decision_and_the_edit_follow():
    found = explained(SNAPSHOT)
    assert next(iter(decision_text(found))) == "explicit deny by permissions boundary"
    edit, verdict = edit_text(found)
    assert edit == f"smallest edit: in boundary, remove {REMOVE} from Action of DenyIt  accounts/program.py:20"
    assert verdict.startswith("  with it: allow; ")


def test_a_decision_that_the_snapshot_does_not_give_is_stated():
    found = explained(small())
    assert any(
        "decision was explicit deny by permissions boundary (boundary/DenyIt); the snapshot test gives another" in line
        for line in request_text(found)
    )
    assert list(edit_text(found)) == []
    assert CALL.request is not None
    assert decided_by(CALL.request) == "explicit deny by permissions boundary"


def test_the_json_has_call_decision_line_and_remediation():
    found = json.loads(json.dumps(explanation_json(explained(SNAPSHOT))))
    assert found["call"]["id"] == CALL.id
    assert found["confirmed"]
    assert found["decision"]["layer"] == "boundary"
    assert found["origin"] == "accounts/program.py:20"
    (edit,) = found["remediation"]["edits"]
    assert REMOVE not in json.dumps(edit["document"])
    assert found["remediation"]["decision"] == "allow"
    assert json.loads(json.dumps(explanation_json(explained(small()))))["remediation"] is None
