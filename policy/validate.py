"""Evaluation of the policy tests on the resources of a stack, by the same code as in pytest.

A test that cannot be evaluated is a violation too.
"""

from __future__ import annotations

from pathlib import Path

import pulumi
from pulumi_policy import ReportViolation, StackValidationArgs

from policy.render import render
from policy.resources import deployment
from sandbox.errors import SandboxError
from sandbox.iam import Evaluator
from sandbox.policytest.collect import PolicyTest, policy_tests
from sandbox.policytest.session import policy_evaluator
from sandbox.project import find as find_project
from sandbox.snapshot.plan import read

ROOT = Path(__file__).resolve().parent.parent
PROJECT = find_project(ROOT)

NO_ORGANIZATION = (
    "The stack has no organization, and the policy tests are about the whole estate. "
    f"Preview the stack `{PROJECT.stack}` with this pack; for split stacks, run the policy tests by `pytest`."
)


def run_policy_tests(args: StackValidationArgs, report_violation: ReportViolation) -> None:
    """Run every policy test on the resources of the stack; one violation for each that fails."""
    try:
        snapshot = read(deployment(args.resources, _config()), ROOT)
        if snapshot.organization is None:
            report_violation(NO_ORGANIZATION, None)
            return
        evaluator = policy_evaluator(snapshot)
        for folder in PROJECT.policy_tests:
            for test in policy_tests(folder):
                violation = _violation(test, folder, evaluator)
                if violation:
                    report_violation(violation, None)
    except SandboxError as error:
        report_violation(f"The policy tests cannot be evaluated: {error}", None)


def _violation(test: PolicyTest, folder: Path, evaluator: Evaluator) -> str | None:
    """Return what is wrong with one test; an error in it does not stop the others."""
    try:
        result = test.evaluate(lambda: evaluator)
    except SandboxError as error:
        return f"{test.title}\n  cannot be evaluated: {error}"
    return None if result.passed else render(test, result, ROOT, folder.relative_to(PROJECT.root))


def _config() -> dict[str, str]:
    """Return the part of the stack's configuration that names the estate file."""
    estate = pulumi.Config("causeway").get("estate")
    return {} if estate is None else {"causeway:estate": estate}
