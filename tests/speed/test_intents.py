"""How long do the default estate's intents take, on a plan that is ready? Printed, never asserted."""

from __future__ import annotations

import time

import pytest

from sandbox.iam import Snapshot
from sandbox.policytest.collect import policy_tests
from sandbox.policytest.session import policy_evaluator
from tests.repository import CLONE

pytestmark = pytest.mark.speed


def test_the_policy_tests_of_the_reference_estate(snapshot: Snapshot):
    began, used = time.monotonic(), time.process_time()
    evaluator = policy_evaluator(snapshot)
    intents = list(policy_tests(CLONE / "tests" / "intents"))
    judged = [intent.evaluate(lambda: evaluator) for intent in intents]
    requests = sum(judgement.evaluated for judgement in judged)
    taken, cpu = time.monotonic() - began, time.process_time() - used
    print(f"\n{len(intents)} intents, {requests} requests, on a ready plan: {taken:.1f} s ({cpu:.1f} s CPU), goal 5 s")
    assert all(judgement.passed for judgement in judged)
