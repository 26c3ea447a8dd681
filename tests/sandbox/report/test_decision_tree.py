"""The tree of a decision has each layer and its statements, and its text is the same on a terminal."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from sandbox.iam import EvaluationTrace, Evaluator, Snapshot
from sandbox.iam.snapshot import Resource
from sandbox.report.decision_tree import as_lines, as_rich, decision_tree
from tests.sandbox.policytest.snapshots import ALWAYS_DENIED, MOBILE, small, statement

REMOVE_BOUNDARY = "iam:DeleteRolePermissionsBoundary"
DEPLOYER = f"arn:aws:iam::{MOBILE}:role/deployer"


def traced(snapshot: Snapshot, action: str = REMOVE_BOUNDARY) -> EvaluationTrace:
    return Evaluator(snapshot).explain(DEPLOYER, action, "*", {})


def lines(snapshot: Snapshot, action: str = REMOVE_BOUNDARY) -> list[str]:
    return list(as_lines(decision_tree(traced(snapshot, action), snapshot)))


def test_the_tree_has_the_decision_the_layers_and_the_statements_that_match():
    assert lines(small(statement("Deny", ALWAYS_DENIED))) == [
        "explicit deny by permissions boundary",
        "├─ service control policy: passes",
        "│  └─ Allow FullAWSAccess/AllowIt at Root, departments, mobile matches",
        "├─ identity-based policy: passes",
        "│  └─ Allow FullAWSAccess/AllowIt matches",
        "└─ permissions boundary: does not allow it",
        "   ├─ Deny boundary/DenyIt matches  accounts/program.py:20",
        "   └─ Allow boundary/AllowIt matches  accounts/program.py:10",
    ]


def test_a_near_miss_has_the_values_of_its_conditions():
    limit = statement("Deny", REMOVE_BOUNDARY, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})
    shown = lines(small(limit))
    near = shown.index("│  └─ Deny boundary/DenyIt does not match in Condition  accounts/program.py:20")
    assert shown[near + 1 :] == [
        "│     └─ Bool aws:MultiFactorAuthPresent true: absent, fails",
        "└─ condition keys that the request lacks: aws:MultiFactorAuthPresent",
    ]


def test_near_misses_beyond_three_are_counted():
    limits = [
        statement("Deny", REMOVE_BOUNDARY, Condition={"Bool": {f"aws:PrincipalTag/{n}": "true"}}) | {"Sid": f"Limit{n}"}
        for n in range(5)
    ]
    assert "│  └─ and 2 more that nearly match" in lines(small(*limits))


def test_a_layer_without_a_statement_for_the_action_is_marked():
    reader = Evaluator(small()).explain("arn:aws:iam::444455556666:role/reader", "rds:StartDBInstance", "*", {})
    assert "no statement covers rds:StartDBInstance" in "\n".join(as_lines(decision_tree(reader, small())))


def test_a_statement_without_a_sid_is_numbered_from_one():
    unnamed = {key: value for key, value in statement("Deny", ALWAYS_DENIED).items() if key != "Sid"}
    assert "   ├─ Deny boundary/2 matches  accounts/program.py:20" in lines(small(unnamed))


def test_a_terminal_shows_the_same_text():
    snapshot = small(statement("Deny", ALWAYS_DENIED))
    console = Console(file=StringIO(), width=200)
    console.print(as_rich(decision_tree(traced(snapshot), snapshot)))
    written = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    plain = [line.lstrip("├─└│ ").rstrip() for line in written.splitlines()]
    assert plain == [line.lstrip("├─└│ ") for line in lines(snapshot)]


def test_a_grant_beside_the_policies_is_shown():
    grants = [{"grantee": "AllUsers", "permission": "READ"}]
    bucket = Resource("arn:aws:s3:::pictures", MOBILE, settings={"object_acl": grants})
    snapshot = Snapshot("one bucket", resources={bucket.arn: bucket})
    trace = Evaluator(snapshot).explain(None, "s3:GetObject", "arn:aws:s3:::pictures/a")
    assert list(as_lines(decision_tree(trace, snapshot))) == [
        "allow by resource-based policy",
        "└─ the access control list of the object allows it",
    ]
