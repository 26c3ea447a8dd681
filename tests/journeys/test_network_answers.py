"""What can reach what in the deployed estate: a removed rule in a preview, and a line that is cut."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey

_RESTORED = 60
"""Seconds within which the BGP sessions of a restored line are established, on a loaded machine."""
_RULE = "        for peer in peers(self._args.estate, self._args.plans, key):\n"


@pytest.fixture
def without_warehouse_rule(deployed: Clone) -> Iterator[Clone]:
    """Remove the rule of data/warehouse from the program of the clone."""
    program = deployed.root / "network" / "endpoints.py"
    text = program.read_text()
    assert text.count(_RULE) == 1
    program.write_text(
        text.replace(_RULE, f'{_RULE}            if key == "data/warehouse":\n                continue\n')
    )
    yield deployed
    program.write_text(text)


def test_a_preview_ends_with_the_flow_that_a_removed_rule_closes(without_warehouse_rule: Clone) -> None:
    shown = " ".join(without_warehouse_rule.output_of("preview").split())
    assert "No principal gains or loses access." in shown
    assert "1 flow vanishes, 0 flows appear" in shown
    assert "allows inbound tcp 5439 from" in shown
    assert "was removed network/endpoints.py:" in shown
    assert "personalisation/recommendation -> data/warehouse tcp 5439 for example" in shown


def test_a_preview_without_changes_ends_without_differences(deployed: Clone) -> None:
    shown = deployed.output_of("preview")
    assert "No principal gains or loses access." in shown
    assert "No flow appears or vanishes." in shown


def lines_of(clone: Clone, *flow: str) -> tuple[bool, set[str]]:
    """Return whether a flow is open in the running sandbox, and the lines on its way there."""
    done = clone.sandbox("reach", *flow, "--snapshot", "live", "--json")
    (answer,) = json.loads(done.stdout)
    hops: list[Any] = [hop for trace in answer["forward"] for hop in trace["hops"]]
    return answer["open"], {hop["name"] for hop in hops if hop["kind"] == "line"}


def test_a_line_that_is_cut_moves_the_flows_to_the_other_and_back(deployed: Clone) -> None:
    flow = ("legacy/monolith", "datacentre", "--port", "443")
    assert lines_of(deployed, *flow) == (True, {"line-east"})
    deployed.output_of("line", "down", "line-east")
    try:
        assert lines_of(deployed, *flow) == (True, {"line-west"})
        deployed.output_of("line", "down", "line-west")
        assert lines_of(deployed, *flow) == (False, set())
    finally:
        for line in ("line-east", "line-west"):
            deployed.sandbox("line", "up", line)
    deadline = time.monotonic() + _RESTORED
    while lines_of(deployed, *flow) != (True, {"line-east"}):
        assert time.monotonic() < deadline, "the flow did not move back"
