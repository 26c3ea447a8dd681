"""The estate as one stack a layer and account, as teams deploy it."""

from __future__ import annotations

import json

import pytest

from estate import load
from sandbox.settings import CLONE
from tests.journeys.clone import SMALL, Clone, brought_up

pytestmark = pytest.mark.journey


def test_split_stacks_make_the_same_estate_and_refuse_to_be_joined(broken: Clone) -> None:
    brought_up(broken, "--split")
    small = load(CLONE / SMALL)
    found = broken.status()
    assert set(found["stacks"]) == {"organization", "network", *small.accounts}
    assert set(found["accounts"]) == {small.organization.management.name, *small.accounts}

    again = json.loads(broken.well("up", "--split", "--json"))
    assert set(again["changes"]) == {"same", "read"}  # read: one stack's outputs by another

    refusal = broken.refused("up")
    assert "'split'" in refusal
    assert "`sandbox down`" in refusal
    assert set(broken.status()["stacks"]) == set(found["stacks"])

    plans = json.loads(broken.well("preview", "--json"))
    assert set(plans) == set(found["stacks"])
    assert {step["op"] for plan in plans.values() for step in plan["steps"]} == {"same", "read"}
