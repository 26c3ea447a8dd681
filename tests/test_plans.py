"""Tests that take a plan fail on an empty plan."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.plans import has_type, inputs, resources_of, unknown_inputs
from tests.repository import CLONE

_TAKE_PLANS = ("tests/accounts", "tests/network", "tests/test_main.py", "tests/test_new_department.py")


def test_no_test_of_a_plan_passes_on_an_empty_plan() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-rA",
            "--tb=no",
            "-p",
            "tests.empty_plan",
            "-p",
            "no:cacheprovider",
            *_TAKE_PLANS,
        ],
        cwd=CLONE,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert len([line for line in lines if line.startswith("FAILED ")]) > 100, done.stdout + done.stderr
    assert [line for line in lines if line.startswith(("PASSED ", "SKIPPED ", "ERROR "))] == []


@pytest.mark.parametrize("read", [resources_of, inputs])
def test_a_type_that_the_plan_lacks_is_an_error(read: object) -> None:
    assert callable(read)
    with pytest.raises(AssertionError, match="the plan has no aws:ec2/vpc:Vpc"):
        read({"aws:s3/bucket:Bucket::x": {"type": "aws:s3/bucket:Bucket", "inputs": {}}}, "aws:ec2/vpc:Vpc")


def test_an_empty_plan_is_an_error() -> None:
    with pytest.raises(AssertionError, match="the plan is empty"):
        has_type({}, "aws:ec2/vpc:Vpc")
    with pytest.raises(AssertionError, match="the plan is empty"):
        unknown_inputs({})
