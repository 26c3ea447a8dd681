"""A failure tells AWS's message, the line, and an edit that was tried."""

from __future__ import annotations

import json
from pathlib import Path

from sandbox.checks import role, sarif
from sandbox.checks.judging import run
from tests.sandbox.checks.worlds import FIXED, small, statement

LIFT = "iam:DeleteRolePermissionsBoundary"
WORLD = small(statement("Deny", FIXED))


def test_a_refusal_is_told_with_its_line_and_the_smallest_edit():
    failure = run(lambda: role("mobile/deployer").can(LIFT), WORLD).failures[0]
    assert "is not authorized to perform: iam:DeleteRolePermissionsBoundary" in failure.text
    assert "with an explicit deny in a permissions boundary" in failure.text
    assert str(failure.where) == "accounts/program.py:20"
    assert "take iam:DeleteRolePermissionsBoundary out of Action of DenyIt" in failure.text
    assert "tried: allow" in failure.text


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


def test_sarif_points_at_the_line_of_the_program(tmp_path: Path):
    judgement = run(lambda: role("mobile/deployer").can(LIFT), WORLD)
    file = tmp_path / "out" / "policy.sarif"
    sarif.write(file, sarif.results("tests/x.py::test_lifts[a]", None, judgement), tmp_path)
    log = json.loads(file.read_text())
    run_ = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert run_["tool"]["driver"]["rules"][run_["results"][0]["ruleIndex"]]["id"] == "tests/x.py::test_lifts"
    place = run_["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "accounts/program.py"
    assert place["region"]["startLine"] == 20
