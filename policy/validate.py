"""Evaluation of the policy tests on the resources of a stack, by the same code as in pytest."""

from __future__ import annotations

from pathlib import Path

import pulumi
from pulumi_policy import ReportViolation, StackValidationArgs

from policy.resources import planned
from sandbox.policytest.stack import failed_policy_tests

ROOT = Path(__file__).resolve().parent.parent


def run_policy_tests(args: StackValidationArgs, report_violation: ReportViolation) -> None:
    """Run every policy test on the resources of the stack; one violation for each that fails."""
    for text in failed_policy_tests(ROOT, planned(args.resources), _config()):
        report_violation(text, None)


def _config() -> dict[str, str]:
    """Return the part of the stack's configuration that names the estate file."""
    estate = pulumi.Config("causeway").get("estate")
    return {} if estate is None else {"causeway:estate": estate}
