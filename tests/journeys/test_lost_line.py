"""A line of the deployed estate that is lost: what shows it, and that `sandbox up` leaves it down."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.clone import Clone
from tests.journeys.conftest import Inside

pytestmark = pytest.mark.journey

SECONDS = 60
"""Within which the BGP sessions of a restored line are established, on a loaded machine."""
LINE = "line-west"


@pytest.fixture
def lost(deployed: Clone) -> Iterator[Clone]:
    """Cut a line of the deployed estate, and restore it after the test."""
    deployed.output_of("line", "down", LINE, "--reason", "an excavator")
    try:
        yield deployed
    finally:
        deployed.output_of("line", "up", LINE)


def states(direct_connect: Any) -> dict[str, tuple[str, set[str], set[str]]]:
    """Return each line's connection, its interfaces and their BGP sessions, by their states."""
    vifs = direct_connect.describe_virtual_interfaces()["virtualInterfaces"]
    found = {}
    for connection in direct_connect.describe_connections()["connections"]:
        own = [vif for vif in vifs if vif["connectionId"] == connection["connectionId"]]
        peers = {peer["bgpStatus"] for vif in own for peer in vif["bgpPeers"]}
        interfaces = {vif["virtualInterfaceState"] for vif in own}
        found[connection["connectionName"]] = (connection["connectionState"], interfaces, peers)
    return found


def test_a_lost_line_shows_in_status_preview_and_up_which_leaves_it_down(lost: Clone, inside: Inside) -> None:
    direct_connect = inside("network", "directconnect")
    down, up = ("down", {"down"}, {"down"}), ("available", {"available"}, {"up"})
    assert states(direct_connect) == {LINE: down, "line-east": up}
    (line,) = json.loads(lost.output_of("status", "--json"))["lines"]
    assert (line["name"], line["state"], line["reason"]) == (LINE, "down", "an excavator")
    note = f"It stays down; `sandbox line up {LINE}` restores it."
    assert note in " ".join(lost.output_of("status").split())
    for command in ("preview", "up"):
        done = lost.sandbox(command)
        assert done.returncode == 0, done.stderr
        assert note in " ".join((done.stdout + done.stderr).split())
    assert states(direct_connect) == {LINE: down, "line-east": up}
    lost.output_of("line", "up", LINE)
    deadline = time.monotonic() + SECONDS
    while states(direct_connect) != {LINE: up, "line-east": up}:
        assert time.monotonic() < deadline, states(direct_connect)
        time.sleep(0.5)
