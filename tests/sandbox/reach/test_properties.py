"""What holds of every network: drawn ones with all features mixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sandbox.reach import Analyzer
from sandbox.reach.diff import FlowChange, flow_changes
from sandbox.reach.failures import FailureKind, failures
from sandbox.reach.headers import Box, Boxes, subtract
from sandbox.reach.model import Flow, Network
from tests.sandbox.reach.network_text import read_lines
from tests.sandbox.reach.random_network import random_lines, random_queries
from tests.sandbox.reach.random_network.draw import Draw

SEEDS = range(700, 716)
_FLOWS = 8


def flows(network: Network, seed: int) -> list[Flow]:
    """Return flows of all packets between some ends."""
    return [replace(query.flow(), protocol=None, ports=None) for query in random_queries(network, _FLOWS, seed)]


def minus(one: Boxes, other: Boxes) -> Boxes:
    for box in other:
        one = subtract(one, box)
    return one


def opened(before: Network, after: Network, seed: int) -> Iterator[tuple[Flow, Boxes]]:
    """Yield the flows of which packets pass after a change that did not before it."""
    old, new = Analyzer(before), Analyzer(after)
    for flow in flows(before, seed):
        if gained := minus(new.headers(flow), old.headers(flow)):
            yield flow, gained


def _lines_with_deny(lines: list[str], seed: int) -> list[str]:
    """Return the lines with one more deny in an ACL, before or between its entries."""
    draw = Draw.seeded(seed)
    acls = [line.split()[1] for line in lines if line.startswith("acl ")]
    draw.addresses = ["10.0.0.4", "10.1.0.4", "192.168.1.255"]
    entry = f"entry {draw.one(acls)} {draw.one(('in', 'out'))} {draw.rng.randint(1, 2000)} deny "
    return [*lines, entry + f"{draw.protocol_and_ports()} {draw.any_prefix()}"]


def test_adding_a_deny_never_opens_a_flow() -> None:
    tried = 0
    for seed in range(700, 760):
        lines = random_lines(seed)
        if not any(line.startswith("acl ") for line in lines):
            continue
        tried += 1
        changed = _lines_with_deny(lines, seed)
        found = list(opened(read_lines(lines), read_lines(changed), seed))
        assert not found, f"network {seed}, {changed[-1]}: {found[0]}"
    assert tried > 20


@pytest.mark.parametrize("word", ["allow ", "peering ", "internet-gateway ", "gateway-endpoint ", "vpn-gateway "])
def test_leaving_out_what_only_lets_packets_pass_never_opens_a_flow(word: str) -> None:
    tried = 0
    for seed in SEEDS:
        lines = random_lines(seed)
        places = [place for place, line in enumerate(lines) if line.startswith(word)]
        if not places:
            continue
        tried += 1
        place = Draw.seeded(seed).one(places)
        left = [*lines[:place], *lines[place + 1 :]]
        if word == "vpn-gateway ":
            # What refers to a gateway that is not there any more is gone, too.
            gone = lines[place].split()[1]
            left = [
                line
                for line in left
                if not line.startswith(("vpn ", "announce vpn", "association")) or gone not in line
            ]
            left = [line for line in left if not line.startswith("announce vpn")]
        found = list(opened(read_lines(lines), read_lines(left), seed))
        assert not found, f"network {seed}, without {lines[place]}: {found[0]}"
    assert tried > 2


_NEVER_OPENING = tuple(kind for kind in FailureKind if kind is not FailureKind.ROUTE)
"""Without a route, a wider one may lead where a blackhole did not."""


def test_a_failure_never_opens_a_flow() -> None:
    tried = 0
    for seed in SEEDS:
        network = read_lines(random_lines(seed))
        drawn = list(failures(network, _NEVER_OPENING))
        for failure in Draw.seeded(seed).some(drawn, 6):
            tried += 1
            found = list(opened(network, failure.apply(network), seed))
            assert not found, f"network {seed}, without {failure}: {found[0]}"
    assert tried > 20


def test_the_difference_undone_is_the_difference_the_other_way() -> None:
    compared = 0
    for seed in range(720, 723):
        lines = random_lines(seed)
        draw = Draw.seeded(seed)
        place = draw.one([place for place, line in enumerate(lines) if line.startswith(("allow ", "entry ", "route "))])
        before, after = read_lines(lines), read_lines([*lines[:place], *lines[place + 1 :]])
        there, back = flow_changes(before, after), flow_changes(after, before)
        compared += len(there)
        assert sorted(map(_key, there)) == sorted((not appears, *rest) for appears, *rest in map(_key, back))
    assert compared > 0


def _key(change: FlowChange) -> tuple[bool, str, str, list[Box]]:
    return change.appears, change.source.id, change.destination.id, sorted(change.headers)
