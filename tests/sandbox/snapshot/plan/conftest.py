from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot import plan
from tests.sandbox.snapshot.plan.plans import PlanResource, Read, providers


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a plan of resources; `program` is the source of a module of the program."""

    def read_plan(*resources: PlanResource, program: str = "") -> Snapshot:
        (tmp_path / "accounts").mkdir(exist_ok=True)
        (tmp_path / "accounts" / "policies.py").write_text(program)
        steps = [{"op": "create", "newState": resource} for resource in (*providers(), *resources)]
        return plan.read({"steps": steps}, tmp_path)

    return read_plan
