from __future__ import annotations

from dataclasses import replace

from sandbox.origin import Origin
from sandbox.reach import Analyzer
from tests.sandbox.reach.expectation import expectation
from tests.sandbox.reach.network_text import network

TEXT = """
vpc vpc-a 10.1.0.0/16
subnet subnet-a vpc-a 10.1.0.0/24
vpn-gateway vgw-a vpc-a
transit-gateway tgw-a
transit-table tgw-rtb tgw-a
direct-connect-gateway dxgw-t
direct-connect-gateway dxgw-p
association assoc-t dxgw-t tgw-a 10.9.0.0/16
association assoc-p dxgw-p vgw-a 10.9.0.0/16
attachment att-a tgw-a vpc vpc-a subnets=subnet-a table=tgw-rtb to=tgw-rtb
attachment att-dx tgw-a direct-connect-gateway dxgw-t table=tgw-rtb to=tgw-rtb
datacentre dc 192.168.0.0/16
router r dc 65001
connection dxcon-a router=r
virtual-interface dxvif-t dxcon-a transit dxgw-t router=r
virtual-interface dxvif-p dxcon-a private dxgw-p router=r
announce dxvif-t/4 192.168.0.0/16
announce dxvif-p/4 192.168.0.0/16
table rtb-a vpc-a main propagating=vgw-a
interface eni-a subnet-a 10.1.0.5
"""


def test_what_the_data_centre_has_no_route_to_names_the_line_of_the_allowed_prefixes() -> None:
    given = network(TEXT)
    lines = {name: Origin("network.py", 10 + place) for place, name in enumerate(("assoc-t", "assoc-p"))}
    known = given.topology.direct_connect_associations
    named = {name: replace(one, origin=lines[name]) for name, one in known.items()}
    changed = replace(given, topology=replace(given.topology, direct_connect_associations=named))
    requested = expectation(changed, "closed dc/192.168.1.1 eni-a tcp 443").query.flow()
    blocks = Analyzer(changed).flow(requested).blocks
    assert [block.origin for block in blocks] == [lines["assoc-p"]]
