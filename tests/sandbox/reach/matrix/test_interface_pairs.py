"""Pairs of interfaces have by masks what the analyzer has."""

from __future__ import annotations

import pytest

from sandbox.reach import Analyzer
from sandbox.reach.ends import interface_end
from sandbox.reach.matrix import all_ends, open_ports, reach_matrix
from sandbox.reach.matrix.interface_pairs import InterfacePairs
from sandbox.reach.model import EndKind, Flow, Network
from tests.sandbox.reach.large_network import large_network
from tests.sandbox.reach.network_text import network, read_lines
from tests.sandbox.reach.random_network import random_lines

CHAIN = """
vpc vpc-a 10.0.0.0/16
vpc vpc-b 10.1.0.0/16
subnet subnet-a vpc-a 10.0.0.0/24
subnet subnet-b vpc-b 10.1.0.0/24
table rtb-a vpc-a main
table rtb-b vpc-b main
group sg-a vpc-a
group sg-b vpc-b
allow sg-a out tcp 1-1000 10.1.0.0/16
allow sg-b in tcp 443 10.0.0.0/16
allow sg-b in tcp 444 sg-a
interface eni-a subnet-a 10.0.0.5 groups=sg-a
interface eni-b subnet-b 10.1.0.5 groups=sg-b
interface eni-c subnet-b 10.1.0.6 groups=sg-b
"""
PEERING = """
peering pcx-ab vpc-a vpc-b
route rtb-a 10.1.0.0/16 pcx-ab
route rtb-b 10.0.0.0/16 pcx-ab
"""
TRANSIT = """
transit-gateway tgw
transit-table tgw-rtb tgw
attachment att-a tgw vpc vpc-a subnets=subnet-a table=tgw-rtb to=tgw-rtb
attachment att-b tgw vpc vpc-b subnets=subnet-b table=tgw-rtb to=tgw-rtb
route rtb-a 10.1.0.0/16 tgw
route rtb-b 10.0.0.0/16 tgw
"""
ACL = """
acl acl-b vpc-b subnets=subnet-b
entry acl-b in 90 deny tcp 443 10.0.0.0/24
entry acl-b in 100 allow all * 0.0.0.0/0
entry acl-b out 100 allow tcp 1024-2000 0.0.0.0/0
"""


def compared(read: Network) -> tuple[int, int, list[tuple[str, str]]]:
    """Return how many open pairs the masks decide, how many pairs they leave, and those of another answer."""
    analyzer = Analyzer(read)
    pairs = InterfacePairs(analyzer.index, all_ends(read))
    rows = {one: {other: found for ids, found in pairs.row(one) for other in ids} for one in pairs.interfaces}
    wrong = []
    for one, row in rows.items():
        for other in pairs.interfaces.keys() - {one}:
            found = row.get(other, ())
            flow = Flow(interface_end(read.interfaces[one]), interface_end(read.interfaces[other]), None)
            if found is not None and found != open_ports(analyzer.headers_by_family(flow)):
                wrong.append((one, other))
    every = [found for row in rows.values() for found in row.values()]
    return sum(bool(found) for found in every), every.count(None), wrong


def test_a_network_of_several_vpcs_is_decided_by_masks() -> None:
    opened, left, wrong = compared(large_network(3))
    assert opened > 100
    assert (left, wrong) == (0, [])


def test_random_networks_leave_to_the_analyzer_what_is_not_modelled() -> None:
    found = [compared(read_lines(random_lines(seed))) for seed in range(40, 80)]
    assert [wrong for *_, wrong in found if wrong] == []
    assert sum(opened for opened, *_ in found) > 20
    assert sum(left for _, left, _ in found) > 0


@pytest.mark.parametrize(
    ("way", "opened"),
    [
        ("", 0),
        (PEERING, 2),
        (TRANSIT, 2),
        (PEERING.replace("route rtb-b 10.0.0.0/16 pcx-ab", ""), 0),
        (TRANSIT.replace("route rtb-b 10.0.0.0/16 tgw", ""), 0),
        (
            TRANSIT.replace(
                "att-b tgw vpc vpc-b subnets=subnet-b table=tgw-rtb to=tgw-rtb", "att-b tgw vpc vpc-b subnets=subnet-b"
            ),
            0,
        ),
        (PEERING + ACL, 2),
        (TRANSIT + ACL, 2),
        (PEERING + ACL.replace("1024-2000", "80-100"), 0),
        (PEERING + "route rtb-a 10.1.0.0/24 tgw-gone", 0),
        (TRANSIT + "transit-route tgw-rtb 10.1.0.0/24 blackhole", 0),
        (TRANSIT + "transit-route tgw-rtb 10.0.0.0/24 blackhole", 0),
    ],
)
def test_the_ways_between_vpcs(way: str, opened: int) -> None:
    assert compared(network(CHAIN + way)) == (opened, 0, [])


@pytest.mark.parametrize(
    "way",
    [
        TRANSIT + "route rtb-a 10.1.0.4/30 tgw",
        TRANSIT.replace("table=tgw-rtb to=tgw-rtb\nroute", "table=tgw-rtb to=tgw-rtb appliance\nroute"),
        PEERING + "nat nat-a subnet-a 10.0.0.9\nroute rtb-a 10.1.0.0/24 nat-a",
    ],
)
def test_other_ways_are_left_to_the_analyzer(way: str) -> None:
    read = network(CHAIN + way)
    _, left, wrong = compared(read)
    assert left
    assert wrong == []
    analyzer = Analyzer(read)
    for cell in reach_matrix(read):
        if cell.destination.kind is EndKind.INTERFACE:
            flow = Flow(cell.source, cell.destination, None)
            assert cell.open == open_ports(analyzer.headers_by_family(flow))
