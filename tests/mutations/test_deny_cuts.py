"""A statement that is cut from the program fails a policy test at the right line, in a new plan by Pulumi.

These are a few cuts of each type; `make mutations` tries all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from sandbox.iam import Origin
from sandbox.policytest.collect import PolicyTest
from sandbox.policytest.session import policy_evaluator
from tests.mutations.deny_cuts import DenyCut, deny_cuts
from tests.mutations.deny_score import evaluate_cut
from tests.mutations.planner import Planner, planner
from tests.reference_tests import permission_tests
from tests.repository import CLONE

ALL = {str(cut): cut for cut in deny_cuts(CLONE)}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planner]:
    with planner(tmp_path_factory.mktemp("program")) as plans:
        yield plans


@pytest.fixture(scope="module")
def reference_tests() -> list[PolicyTest]:
    return permission_tests()


@pytest.mark.pulumi
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "remove DenyBoundaryRemoval of accounts/boundaries.py",
            "policy boundary has no statement DenyBoundaryRemoval",
        ),
        (
            "remove DenyLeavingOrganization of accounts/guardrails/deny_leaving.py",
            "policy deny-leaving has no statement DenyLeavingOrganization",
        ),
        (
            "weaken EnforceConfusedDeputyProtection of accounts/guardrails/data_perimeter.py",
            "data-perimeter/EnforceConfusedDeputyProtection does not deny it",
        ),
        ("remove the boundary of _role of accounts/jobs.py", "policy boundary does not exist"),
    ],
)
def test_a_statement_that_is_cut_fails_a_test_at_its_line(
    plans: Planner, reference_tests: list[PolicyTest], name: str, reason: str
):
    cut = ALL[name]
    with plans.changed(cut.file, cut.source) as snapshot:
        result = evaluate_cut(cut, snapshot, reference_tests)
    assert result.right, f"{result.named} is not in lines {cut.first} to {cut.last} of {cut.file}"
    assert any(reason in failure.headline for failure in result.failures)


ESTATE = (CLONE / "estate.yaml").read_text()


def _line(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith(start))


@pytest.mark.pulumi
@pytest.mark.parametrize(
    ("attached", "remaining"),
    [
        ("root: [deny-leaving, ", "root: ["),
        ("departments: [protect-boundary, ", "departments: ["),
        ("infrastructure: [protect-baseline]", "infrastructure: []"),
    ],
)
def test_a_guardrail_that_is_no_longer_attached_fails_tests_at_its_list(
    plans: Planner, reference_tests: list[PolicyTest], attached: str, remaining: str
):
    assert ESTATE.count(attached) == 1
    source = ESTATE.replace(attached, remaining)
    with plans.changed("estate.yaml", source) as snapshot:
        evaluator = policy_evaluator(snapshot)
        failures = [failure for test in reference_tests for failure in test.evaluate(lambda: evaluator).failures]
    lines = {failure.where for failure in failures}
    # For a single account it is ambiguous whether the root's list or the unit's list changed.
    guardrails = Origin("estate.yaml", _line(ESTATE, "guardrails:"))
    assert lines - {guardrails} == {Origin("estate.yaml", _line(ESTATE, attached))}


def test_every_deny_is_removed_and_is_disabled_or_weakened():
    denies = [
        (str(path.relative_to(CLONE)), node.lineno)
        for folder in ("accounts", "network")
        for path in sorted((CLONE / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Dict)
        for value in node.values
        if isinstance(value, ast.Constant) and value.value == "Deny"
    ]
    cuts = [cut for cut in ALL.values() if cut.file != "accounts/trust.py"]
    assert len([cut for cut in cuts if cut.what == "remove"]) == len(denies)
    assert len([cut for cut in cuts if cut.what in ("disable", "weaken")]) == len(denies)


@pytest.mark.parametrize("cut", ALL.values(), ids=str)
def test_each_cut_changes_the_program(cut: DenyCut):
    assert cut.source != (CLONE / cut.file).read_text()
    assert ast.parse(cut.source)
    assert 0 < cut.first <= cut.last <= len(cut.source.splitlines())
