"""Known outputs of a resource are kept; missing ones are planned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sandbox.snapshot.plan.accounts import Management
from sandbox.snapshot.plan.files import read_file
from sandbox.snapshot.plan.resource import Planned
from sandbox.snapshot.plan.resources import planned_resources
from sandbox.snapshot.source_map import Program
from tests.sandbox.snapshot.plan.plans import MANAGEMENT, plan_resource, providers

_PREFIX = f"arn:aws:iam::{MANAGEMENT}:policy"


def policy(**outputs: Any) -> Planned:
    resource = plan_resource("aws:iam/policy:Policy", "boundary", **outputs)
    file = read_file({"steps": [{"op": "create", "newState": each} for each in (*providers(), resource)]})
    (found,) = planned_resources(file, Management(MANAGEMENT, "management", "us-east-1", None), Program(Path("/")))
    return found


def test_missing_outputs_are_planned() -> None:
    found = policy(name="boundary", path="/", policy="{}")
    assert found.id == f"{_PREFIX}/boundary"
    assert found.values["arn"] == found.id
    assert isinstance(found.values["policyId"], str)


def test_known_outputs_are_kept_and_none_is_a_missing_output() -> None:
    found = policy(name="boundary", path="/", policy="{}", arn=f"{_PREFIX}/real", policyId="ANPAREAL", description=None)
    assert found.id == f"{_PREFIX}/real"
    assert found.values["arn"] == f"{_PREFIX}/real"
    assert found.values["policyId"] == "ANPAREAL"
    assert policy(name="boundary", path="/", policy="{}", policyId=None).values["policyId"].startswith("ANPA")
