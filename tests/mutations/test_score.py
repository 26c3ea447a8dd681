from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.mutations.score import ReferenceProgram, copy_program
from tests.mutations.statement_cuts import Cut, cuts
from tests.repository import CLONE

ALL = tuple(cuts(CLONE))


@pytest.fixture(scope="module")
def reference_program() -> ReferenceProgram:
    return ReferenceProgram.planned()


def _cut(what: str, file: str, text: str) -> Cut:
    lines = (CLONE / file).read_text().splitlines()
    return next(
        cut
        for cut in ALL
        if (cut.what, cut.file) == (what, file) and text in "\n".join(lines[cut.first - 1 : cut.last])
    )


@pytest.mark.pulumi
def test_the_policy_functions_return_the_documents_of_the_plan(reference_program: ReferenceProgram) -> None:
    assert reference_program.rewritten(CLONE)["steps"] == reference_program.raw["steps"]


@pytest.mark.pulumi
@pytest.mark.parametrize(
    "cut",
    [
        ("drop a statement", "accounts/guardrails/deny_leaving.py", "DenyLeavingOrganization"),
        ("flip an effect", "accounts/guardrails/data_perimeter.py", "Deny"),
        ("drop a condition", "accounts/guardrails/allowed_regions.py", "RequestedRegion"),
        ("drop an action of a constant", "accounts/boundaries.py", "iam:DeleteRolePermissionsBoundary"),
        ("widen a resource", "accounts/trust.py", "BREAK_GLASS"),
    ],
)
def test_the_explanation_names_the_line_of_a_cut(
    reference_program: ReferenceProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: tuple[str, str, str]
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    outcome = reference_program.outcome(_cut(*cut), copy_program(CLONE, tmp_path))
    assert outcome.exact, f"{outcome.cut}: {outcome.named}"


def test_there_are_more_than_two_hundred_cuts_and_each_changes_its_file() -> None:
    assert len(ALL) > 200
    assert all(cut.source != (CLONE / cut.file).read_text() for cut in ALL)
