"""The handle that the organization's stack exports and other stacks read."""

from __future__ import annotations

import pytest

from tests.plans import Planner

pytestmark = pytest.mark.pulumi

WRITES = """
import pulumi
from accounts.handle import OrganizationHandle
output = pulumi.Output.from_input
OrganizationHandle(
    id=output("o-1"),
    management=output("100000000000"),
    accounts={"security": output("1"), "network": output("2"), "legacy": output("3"), "mobile": output("4")},
    units={"infrastructure": output("arn:ou-1"), "departments": output("arn:ou-2")},
).export()
"""

READS = """
from pathlib import Path
import pulumi
from accounts.handle import OrganizationHandle
from sandbox.estate import load
found = OrganizationHandle.read(load(Path({estate!r})))
pulumi.export(
    "found", {{"id": found.id, "management": found.management, "accounts": found.accounts, "units": found.units}}
)
"""


def test_a_handle_exported_by_one_stack_is_read_by_another(planner: Planner, small_file: str) -> None:
    written = planner.outputs(WRITES, "organization")["organization"]
    read = planner.outputs(READS.format(estate=small_file), "reader-of-organization")["found"]
    assert read == written
    assert read["accounts"] == {"security": "1", "network": "2", "legacy": "3", "mobile": "4"}
    assert read["units"] == {"infrastructure": "arn:ou-1", "departments": "arn:ou-2"}
