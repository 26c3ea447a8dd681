"""The default estate's plan, made once, and its intents."""

from __future__ import annotations

import pytest

from sandbox.iam import Evaluator, Snapshot
from sandbox.policytest.collect import Intent, found
from sandbox.policytest.session import evaluator_of
from tests.repository import CLONE


@pytest.fixture(scope="session")
def evaluator(world: Snapshot) -> Evaluator:
    return evaluator_of(world)


@pytest.fixture(scope="session")
def intents() -> list[Intent]:
    return list(found(CLONE / "tests" / "intents"))
