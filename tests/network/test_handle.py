"""The handle that the network's stack exports and the accounts' stacks read."""

from __future__ import annotations

from pathlib import Path

import pytest

from network.addressing import plan
from network.handle import name_servers
from sandbox.estate import load
from tests.plans import Planner

MAKES = """
from pathlib import Path
import pulumi
from sandbox.estate import load
from network.handle import NetworkHandle, name_servers
output, estate = pulumi.Output.from_input, load(Path({estate!r}))
"""

WRITES = (
    MAKES
    + """
NetworkHandle(
    transit_gateway=output("tgw-1"),
    tables={{"departments": output("rtb-1"), "shared": output("rtb-2"), "datacentre": output("rtb-3")}},
    legacy_gateway=output("dxgw-1"),
    rules={{"datacentre": output("rr-1"), "estate": output("rr-2")}},
    vpc=output("vpc-1"),
    name_servers=name_servers(estate),
).export()
"""
)

READS = (
    MAKES
    + """
found = NetworkHandle.read(estate)
names = ("transit_gateway", "tables", "legacy_gateway", "rules", "vpc", "name_servers")
pulumi.export("found", {{name: getattr(found, name) for name in names}})
"""
)


@pytest.mark.pulumi
def test_a_handle_exported_by_one_stack_is_read_by_another(planner: Planner, small_file: str) -> None:
    written = planner.outputs(WRITES.format(estate=small_file), "network")["network"]
    read = planner.outputs(READS.format(estate=small_file), "reader-of-network")["found"]
    assert read == written
    assert read["tables"] == {"departments": "rtb-1", "shared": "rtb-2", "datacentre": "rtb-3"}
    assert read["rules"] == {"datacentre": "rr-1", "estate": "rr-2"}


def test_name_servers_are_the_inbound_addresses_of_both_zones(small_file: str) -> None:
    small = load(Path(small_file))
    assert name_servers(small) == tuple(str(place.address) for place in plan(small)["network"].resolver("inbound"))
    assert len(set(name_servers(small))) == 2
