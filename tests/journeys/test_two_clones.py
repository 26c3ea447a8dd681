"""Two clones of the repository stand side by side and know nothing of each other."""

from __future__ import annotations

import pytest

from tests.journeys.clone import Clone, brought_up

pytestmark = pytest.mark.journey


def test_two_clones_stand_side_by_side_and_down_leaves_no_process(standing: Clone, broken: Clone) -> None:
    before = standing.status()
    brought_up(broken)
    other = broken.status()
    assert other["endpoint"] != before["endpoint"]
    assert other["engine"]["pid"] != before["engine"]["pid"]
    assert "kiosk-management" in other["accounts"]
    assert "gilt-management" in before["accounts"]
    assert broken.processes() != []
    broken.well("down")
    assert broken.processes() == []
    assert standing.status()["accounts"] == before["accounts"]
    assert standing.status()["engine"]["healthy"]
