"""Two clones of the repository run side by side and do not affect each other."""

from __future__ import annotations

import pytest

from tests.journeys.clone import Clone, make_sandbox_up

pytestmark = pytest.mark.journey


def test_two_clones_run_side_by_side_and_down_leaves_no_process(deployed: Clone, empty: Clone) -> None:
    before = deployed.status()
    make_sandbox_up(empty)
    other = empty.status()
    assert other["endpoint"] != before["endpoint"]
    assert other["engine"]["pid"] != before["engine"]["pid"]
    assert "kiosk-management" in other["accounts"]
    assert "gilt-management" in before["accounts"]
    assert empty.processes() != []
    empty.output_of("down")
    assert empty.processes() == []
    assert deployed.status()["accounts"] == before["accounts"]
    assert deployed.status()["engine"]["healthy"]
