"""The text of a remediation names a few of the changes and counts the others."""

from __future__ import annotations

from sandbox.access.remediation.edit import added
from sandbox.access.remediation.impact import Impact
from sandbox.access.remediation.search import Remediation
from sandbox.iam import Decision, Layer, Verdict
from sandbox.report.remediation_text import remediation_text
from tests.sandbox.policytest.snapshots import policy, statement

EDIT = added(policy("reads", statement("Allow", "s3:GetObject")), statement("Allow", "s3:PutObject"))
ALLOWED = Verdict(Decision.ALLOW, Layer.IDENTITY, ())


def lines(impact: Impact, verdict: Verdict = ALLOWED) -> list[str]:
    return list(remediation_text(Remediation((EDIT,), verdict, impact)))


def test_an_edit_has_its_line_and_its_verdict():
    assert lines(Impact((), ())) == [
        "smallest edit: in reads, add the statement AllowIt: Allow s3:PutObject  accounts/program.py:10",
        "  with it: allow; nothing else changes",
    ]
    denied = Verdict(Decision.EXPLICIT_DENY, Layer.SCP, (Layer.SCP,))
    assert lines(Impact((), ()), denied)[1] == "  with it: explicit deny by scp; nothing else changes"


def test_three_changes_are_named_and_the_others_counted():
    assert lines(Impact(("a", "b", "c", "d"), ("e",), complete=False))[1] == (
        "  with it: allow; it also allows at least 4 more (a, b, c, ...); it also denies at least 1 more (e)"
    )


def test_no_remediation_is_stated():
    assert list(remediation_text(None)) == ["no edit of a statement changes this"]
