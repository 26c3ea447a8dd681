from __future__ import annotations

from sandbox.routing import compute
from tests.sandbox.reach.network_text import read_lines
from tests.sandbox.reach.packet_walker.route_comparison import differences, edges
from tests.sandbox.reach.random_network import random_lines

_NETWORKS = 40


def test_the_walker_finds_the_same_next_hops_at_every_edge_of_random_networks() -> None:
    compared = 0
    for seed in range(_NETWORKS):
        network = read_lines(random_lines(seed))
        compared += len(edges(network)) * len(network.topology.route_tables)
        found = [str(one) for one in differences(network, compute(network.topology))]
        assert not found, f"network {seed}: {found[:3]}"
    assert compared > 1000
