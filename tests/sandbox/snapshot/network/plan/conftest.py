from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.reach.model import Network
from tests.sandbox.snapshot.network.plan.network_plans import ReadNetwork, network
from tests.sandbox.snapshot.plan.plans import PlanResource


@pytest.fixture
def read(tmp_path: Path) -> ReadNetwork:
    """Return a function that reads the network of a plan of resources."""

    def read_network(*resources: PlanResource) -> Network:
        return network(tmp_path, *resources)

    return read_network
