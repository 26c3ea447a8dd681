"""Tests of `sandbox.snapshot.network.source_overlay`."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address, ip_network

from sandbox.origin import Origin
from sandbox.reach.model import Network, NetworkInterface, SecurityGroup, SecurityRule
from sandbox.routing.model import Route, RouteTable, Target, TargetKind, Topology
from sandbox.snapshot.network.source_overlay import with_program_lines

LINE, RESPONSE = Origin("network/tier.py", 3), Origin("live/RouteTables.json", path="RouteTables[0]")
TEN, LOCAL = ip_network("10.0.0.0/8"), Target(TargetKind.LOCAL, "local")
HUB = Target(TargetKind.TRANSIT_GATEWAY, "tgw-1")


def network(origin: Origin, *routes: Route, rule: str, interface: str) -> Network:
    table = RouteTable(
        "rtb-1",
        "vpc-1",
        tuple(replace(route, origin=origin) for route in routes),
        association_origins={"subnet-1": origin},
        origin=origin,
    )
    group = SecurityGroup(
        "sg-1", "1", "vpc-1", "app", (SecurityRule(rule, True, None, None, TEN, origin),), origin=origin
    )
    eni = NetworkInterface(interface, "1", "vpc-1", "subnet-1", (ip_address("10.0.1.5"),), origin=origin)
    topology = Topology(route_tables={"rtb-1": table})
    return Network("x", topology, interfaces={eni.id: eni}, groups={"sg-1": group})


def test_objects_and_their_parts_get_the_lines_of_the_program():
    found = network(RESPONSE, Route(TEN, HUB), rule="sgr-1", interface="eni-1")
    laid = with_program_lines(found, network(LINE, Route(TEN, HUB), rule="sgr-9", interface="eni-9"))
    table = laid.topology.route_tables["rtb-1"]
    assert (table.origin, table.routes[0].origin, table.association_origins) == (LINE, LINE, {"subnet-1": LINE})
    (rule,) = laid.groups["sg-1"].rules
    assert (rule.id, rule.origin) == ("sgr-1", LINE)  # of the same content; AWS chose its id
    assert laid.interfaces["eni-1"].origin == LINE  # at the same place; AWS chose its id


def test_what_the_program_did_not_write_keeps_its_place_in_the_response():
    found = network(RESPONSE, Route(TEN, HUB), Route(TEN, LOCAL), rule="sgr-1", interface="eni-1")
    program = network(LINE, Route(TEN, LOCAL), rule="sgr-1", interface="eni-1")
    routes = with_program_lines(found, replace(program, groups={})).topology.route_tables["rtb-1"].routes
    assert [route.origin for route in routes] == [RESPONSE, LINE]
    assert with_program_lines(found, replace(program, groups={})).groups["sg-1"].origin == RESPONSE
