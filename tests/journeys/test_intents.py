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


def test_plain_pulumi_previews_what_stands_with_the_policy_pack(standing: Clone):
    preview = 'eval "$(.sandbox/venv/bin/sandbox env)" && pulumi preview --non-interactive --policy-pack policy'
    done = standing.run("sh", "-c", preview)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "causeway@v" in done.stdout
