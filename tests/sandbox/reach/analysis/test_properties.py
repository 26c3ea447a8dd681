"""Properties of answers, on random networks with all features mixed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from ipaddress import ip_network
from typing import Any

import pytest

from sandbox.reach import Analyzer
from sandbox.reach.failures import FailureKind, failures
from sandbox.reach.headers import Boxes, intersect, subtract
from sandbox.reach.model import AclEntry, Flow, Network, PortRange
from tests.sandbox.reach.network_text import read_lines
from tests.sandbox.reach.random_network import random_lines, random_queries

SEEDS = range(100, 112)
_WIDE = PortRange(0, 65535)


def _flows(network: Network, seed: int) -> Iterator[Flow]:
    """Yield flows of all ports between the ends of random packets."""
    for query in random_queries(network, 12, seed):
        yield replace(query.flow(), ports=None, source_ports=_WIDE)


def _outside(boxes: Boxes, others: Boxes) -> Boxes:
    for other in others:
        boxes = subtract(boxes, other)
    return boxes


def _with_denial(network: Network, rng: random.Random) -> Network:
    """Return the network with one more entry that denies, before the others of an ACL."""
    acl = rng.choice(list(network.acls.values()))
    ports = rng.choice((None, PortRange(80, 443), PortRange(1024, 40000)))
    entry = AclEntry(0, rng.random() < 0.5, "deny", 6 if ports else None, ports, ip_network("10.0.0.0/9"))
    return replace(network, acls={**network.acls, acl.id: replace(acl, entries=(entry, *acl.entries))})


def _without_rule(network: Network, rng: random.Random) -> Network:
    """Return the network without one rule of a security group."""
    group = rng.choice([group for group in network.groups.values() if group.rules])
    place = rng.randrange(len(group.rules))
    left = replace(group, rules=(*group.rules[:place], *group.rules[place + 1 :]))
    return replace(network, groups={**network.groups, group.id: left})


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("change", [_with_denial, _without_rule], ids=["a denial", "a rule less"])
def test_less_that_is_allowed_opens_nothing(seed: int, change: Callable[[Network, random.Random], Network]) -> None:
    network = read_lines(random_lines(seed))
    before = Analyzer(network)
    after = Analyzer(change(network, random.Random(seed)))  # noqa: S311 - a sample, not a secret
    flows = list(_flows(network, seed))
    assert flows
    for flow in flows:
        assert not _outside(after.headers(flow), before.headers(flow)), str(flow)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_failed_gateway_or_subnet_opens_nothing(seed: int) -> None:
    network = read_lines(random_lines(seed))
    before = Analyzer(network)
    opened = {flow: before.headers(flow) for flow in _flows(network, seed)}
    for failure in failures(network, (FailureKind.GATEWAY, FailureKind.SUBNET)):
        after = Analyzer(failure.apply(network))
        for flow, boxes in opened.items():
            assert not _outside(after.headers(flow), boxes), f"{failure}: {flow}"


def _renamed(value: Any) -> Any:
    """Return a model with another id for every resource."""
    if isinstance(value, str) and not isinstance(value, Enum):
        head, dash, tail = value.partition("-")
        return f"{head}-z{tail}" if dash and head in _PREFIXES else value
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: _renamed(getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, dict):
        return {_renamed(key): _renamed(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_renamed, value))
    return frozenset(map(_renamed, value)) if isinstance(value, frozenset) else value


_PREFIXES = frozenset({"vpc", "subnet", "eni", "sg", "acl", "rtb", "pcx", "tgw", "igw", "eigw", "nat", "vgw", "att"})


@pytest.mark.parametrize("seed", SEEDS)
def test_other_ids_of_the_same_resources_change_no_answer(seed: int) -> None:
    network = read_lines(random_lines(seed))
    renamed = _renamed(network)
    assert set(renamed.interfaces).isdisjoint(network.interfaces)
    one, other = Analyzer(network), Analyzer(renamed)
    for flow in _flows(network, seed):
        here, there = one.headers(flow), other.headers(_renamed(flow))
        assert not _outside(here, there)
        assert not _outside(there, here)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_open_headers_of_all_ports_are_those_of_each_port(seed: int) -> None:
    network = read_lines(random_lines(seed))
    analyzer = Analyzer(network)
    for flow in _flows(network, seed):
        whole = analyzer.headers(flow)
        for port in (22, 80, 443, 1024, 65535):
            single = analyzer.headers(replace(flow, ports=PortRange(port, port)))
            part = tuple(p for box in whole for p in intersect((box,), box._replace(server_port=(port, port))))
            if flow.protocol in {6, 17}:
                assert not _outside(single, part)
                assert not _outside(part, single)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_closed_flow_names_what_is_in_the_way_and_its_remedy_has_an_origin_for_each_edit(seed: int) -> None:
    network = read_lines(random_lines(seed))
    analyzer = Analyzer(network)
    for query in random_queries(network, 6, seed):
        found = analyzer.flow(query.flow())
        assert bool(found.blocks) is not found.open
        if found.remedy is not None:
            assert not found.open
            assert len(found.remedy.origins) == len(found.remedy.texts)
