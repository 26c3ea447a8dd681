"""A difference is the same whatever other values change access alike."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from sandbox.access import Difference
from sandbox.access.paired_query import AccessChange
from sandbox.iam import Decision, Layer, Verdict
from tests.sandbox.access.snapshots import READER

ALLOWED = Verdict(Decision.ALLOW, Layer.IDENTITY)
DENIED = Verdict(Decision.EXPLICIT_DENY, Layer.SCP, (Layer.SCP,))
LOSS = Difference(AccessChange.LOSES, READER, ("s3:GetObject",), "*", {}, ALLOWED, DENIED, ())


def test_alternatives_are_not_compared() -> None:
    assert replace(LOSS, alternatives={"aws:requestedregion": ("eu-west-1",)}) == LOSS
    assert replace(LOSS, context={"aws:requestedregion": "eu-west-1"}) != LOSS


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        LOSS.change = AccessChange.GAINS  # type: ignore[misc]
