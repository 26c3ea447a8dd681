"""Time of all pairs of a large generated network: printed, not asserted."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from sandbox.reach.ends import interface_end
from sandbox.reach.matrix import Matrix, reach_matrix
from sandbox.reach.model import Network
from tests.sandbox.reach.large_network import large_network

pytestmark = pytest.mark.speed


def measured(title: str, network: Network, goal: str) -> Matrix:
    """Print the time of the matrix of all interfaces."""
    ends = tuple(map(interface_end, network.interfaces.values()))
    began, busy = time.perf_counter(), time.process_time()
    found = reach_matrix(network, ends, ends)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    opened, pairs = found.counts()
    size = f"{len(ends):,} interfaces, {opened:,} of {pairs:,} pairs open"
    print(f"\n{title}: {seconds:.2f} s ({busy:.2f} s of CPU), {size}, goal {goal}")
    return found


def test_100_vpcs() -> None:
    network = large_network(100)
    before = measured("100 VPCs, 500 subnets, cold", network, "0.5 s")
    group = next(iter(network.groups.values()))
    groups = {**network.groups, group.id: replace(group, rules=group.rules[1:])}
    after = measured("after one rule, evaluated anew", replace(network, groups=groups), "0.025 s")
    assert before.by_class != after.by_class


def test_250_vpcs() -> None:
    measured("250 VPCs, 1,250 subnets, cold", large_network(250), "4 s")
