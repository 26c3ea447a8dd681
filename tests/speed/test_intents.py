"""Time of the default estate's policy tests on a finished plan: printed, not asserted."""

from __future__ import annotations

import time

import pytest

from sandbox.iam import Snapshot
from sandbox.policytest.session import policy_evaluator
from tests.reference_tests import permission_tests

pytestmark = pytest.mark.speed


def test_the_policy_tests_of_the_reference_estate(snapshot: Snapshot):
    began, used = time.monotonic(), time.process_time()
    evaluator = policy_evaluator(snapshot)
    tests = permission_tests()
    results = [test.evaluate(lambda: evaluator) for test in tests]
    requests = sum(result.evaluated for result in results)
    taken, cpu = time.monotonic() - began, time.process_time() - used
    print(
        f"\n{len(tests)} policy tests, {requests} requests, on a ready plan: {taken:.1f} s ({cpu:.1f} s CPU), goal 5 s"
    )
    assert all(result.passed for result in results)
