"""The default estate's intents hold on what stands, as they hold on the plan."""

from __future__ import annotations

import pytest

from sandbox import settings
from sandbox.checks.asking import evaluator_of
from sandbox.checks.intents import found
from sandbox.settings import CLONE
from sandbox.sources import load
from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey


def test_the_intents_hold_on_what_stands(standing: Clone):
    world = load("live", settings.read({"root": str(standing.root)}, standing.environment))
    evaluator = evaluator_of(world)
    for intent in found(CLONE / "tests" / "intents"):
        judgement = intent.judge(lambda: evaluator)
        assert judgement.held, f"{intent.title}\n{judgement.text}"
