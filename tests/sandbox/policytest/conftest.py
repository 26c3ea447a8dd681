"""The plan of the reference estate, read once, and its policy tests."""

from __future__ import annotations

import pytest

from sandbox.iam import Evaluator, Snapshot
from sandbox.policytest.collect import PolicyTest
from sandbox.policytest.session import policy_evaluator
from tests.reference_tests import permission_tests


@pytest.fixture(scope="session")
def evaluator(snapshot: Snapshot) -> Evaluator:
    return policy_evaluator(snapshot)


@pytest.fixture(scope="session")
def reference_tests() -> list[PolicyTest]:
    return permission_tests()
