"""The default estate's plan, made once, and its intents."""

from __future__ import annotations

import pytest

from sandbox.checks.asking import evaluator_of
from sandbox.checks.intents import Intent, found
from sandbox.iam import Evaluator, World
from sandbox.settings import CLONE


@pytest.fixture(scope="session")
def evaluator(world: World) -> Evaluator:
    return evaluator_of(world)


@pytest.fixture(scope="session")
def intents() -> list[Intent]:
    return list(found(CLONE / "tests" / "intents"))
