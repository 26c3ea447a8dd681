from __future__ import annotations

from dataclasses import replace

from sandbox.reach import Analyzer
from sandbox.reach.answer import Disposition, FlowAnswer
from sandbox.reach.ends import resolve
from sandbox.reach.model import Flow, Instance, Network, PortRange
from sandbox.routing.model import Route, Target, TargetKind
from tests.sandbox.reach.network_text import read_lines

NETWORK = (
    "vpc vpc-a 10.0.0.0/16",
    "subnet subnet-a vpc-a 10.0.0.0/24",
    "subnet subnet-b vpc-a 10.0.1.0/24",
    "internet-gateway igw-a vpc-a",
    "table rtb-a vpc-a main",
    "route rtb-a 0.0.0.0/0 igw-a",
    "interface eni-a subnet-a 10.0.0.5 public=52.0.0.5",
    "interface eni-b subnet-b 10.0.1.5",
)


def _answer(network: Network, source: str, destination: str) -> FlowAnswer:
    flow = Flow(resolve(network, source)[0], resolve(network, destination)[0], 6, PortRange(443, 443))
    return Analyzer(network).flow(flow)


def test_an_open_flow_has_no_notes() -> None:
    found = _answer(read_lines(NETWORK), "internet", "eni-a")
    assert found.open
    assert found.notes == ()


def test_source_addresses_that_are_closed_are_noted() -> None:
    network = read_lines((*NETWORK, "group sg-a vpc-a", "allow sg-a in tcp 443 9.9.9.0/24"))
    interfaces = {**network.interfaces, "eni-a": replace(network.interfaces["eni-a"], groups=("sg-a",))}
    found = _answer(replace(network, interfaces=interfaces), "internet", "eni-a")
    assert found.open
    assert found.notes == ("Only some of the packets pass: from 9.9.9.0/24.",)


def test_source_ports_that_are_closed_are_noted() -> None:
    acl = (
        "acl acl-a vpc-a subnets=subnet-a",
        "entry acl-a in 100 allow tcp 443-443 0.0.0.0/0",
        "entry acl-a out 100 allow tcp 32768-60999 0.0.0.0/0",
    )
    found = _answer(read_lines((*NETWORK, *acl)), "eni-b", "eni-a")
    assert found.open
    assert found.notes == ("Only some of the packets pass: source ports 32768-60999.",)


def test_an_instance_that_is_not_running_is_noted() -> None:
    network = read_lines(NETWORK)
    stopped = Instance("i-b", network.interfaces["eni-b"].account, ("eni-b",), "database", running=False)
    found = _answer(replace(network, instances={"i-b": stopped}), "eni-a", "eni-b")
    assert found.notes == ("Instance database is not running.",)


def test_a_route_to_what_cannot_be_modelled_gives_no_verdict() -> None:
    network = read_lines(NETWORK)
    table = network.topology.route_tables["rtb-a"]
    local = tuple(route for route in table.routes if route.target.kind is TargetKind.LOCAL)
    carrier = Route(table.routes[-1].destination, Target(TargetKind.UNSUPPORTED, "cagw-1"))
    tables = {**network.topology.route_tables, "rtb-a": replace(table, routes=(*local, carrier))}
    network = replace(
        network,
        topology=replace(network.topology, route_tables=tables),
        unsupported={"cagw-1": "AWS::EC2::CarrierGateway"},
    )
    found = _answer(network, "eni-a", "internet")
    assert (found.open, found.disposition) == (False, Disposition.INSUFFICIENT_INFO)
    assert any("cagw-1 (AWS::EC2::CarrierGateway)" in note for note in found.notes)


def test_security_groups_that_are_not_known_give_no_verdict() -> None:
    network = read_lines(NETWORK)
    interfaces = {**network.interfaces, "eni-b": replace(network.interfaces["eni-b"], groups=("sg-unknown",))}
    found = _answer(replace(network, interfaces=interfaces), "eni-a", "eni-b")
    assert found.disposition is Disposition.INSUFFICIENT_INFO
    assert found.notes == ("Security group sg-unknown of eni-b is not known.",)
