"""The plan, the deployed estate and an export of it are one network: topology, routes, what reaches what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from sandbox import settings
from sandbox.estate import load as load_estate
from sandbox.reach import Analyzer
from sandbox.reach.ends import resolve
from sandbox.reach.model import Flow, Network, PortRange
from sandbox.routing import compute
from sandbox.snapshot.network import load
from tests.journeys.clone import Clone
from tests.network_names import named_network
from tests.repository import CLONE

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def networks(deployed: Clone, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Network]:
    """Return the network of each source by its name."""
    known = settings.read({"root": str(deployed.root)}, deployed.environment)
    folder = tmp_path_factory.mktemp("export")
    deployed.output_of("iam", "export", str(folder))
    return {"plan": load("plan", known), "live": load("live", known), "export": load(str(folder), known)}


def test_the_sources_have_one_topology(networks: Mapping[str, Network]):
    plan, live, export = (named_network(networks[name]) for name in ("plan", "live", "export"))
    assert plan["subnets"]
    assert plan == live
    assert live == export


def test_the_sources_have_the_same_routes(networks: Mapping[str, Network]):
    plan, live, export = (routes(networks[name]) for name in ("plan", "live", "export"))
    assert any(source == "propagated" for listed in plan.values() for _, _, source, _ in listed)
    assert plan == live
    assert live == export


def test_the_sources_answer_flows_alike(networks: Mapping[str, Network]):
    plan, live, export = (dict(answers(networks[name])) for name in ("plan", "live", "export"))
    assert {True, False} == set(plan.values())
    assert plan == live
    assert live == export


def test_what_the_program_wrote_has_its_line_in_the_deployed_estate(networks: Mapping[str, Network]):
    live, plan = networks["live"], networks["plan"]
    for name, of_plan in ((each.name, each) for each in plan.groups.values() if each.name != "default"):
        of_live = next(each for each in live.groups.values() if each.name == name)
        assert of_live.origin == of_plan.origin
        assert {rule.origin for rule in of_live.rules} == {rule.origin for rule in of_plan.rules}
    tables = {each.name: each for each in live.topology.route_tables.values()}
    for table in plan.topology.route_tables.values():
        if table.name:
            lines = {route.destination: route.origin for route in tables[table.name].routes}
            assert lines == {route.destination: route.origin for route in table.routes}


def routes(network: Network) -> dict[str, list[tuple[str, str, str, bool]]]:
    """Return the routes of every named table, sorted."""
    computed = compute(network.topology)
    attachments = {each.id: each.name or each.type for each in network.topology.transit_attachments.values()}
    found = {
        f"{table.vpc and network.topology.vpcs[table.vpc].name}/{table.name}": sorted(
            (str(route.destination), route.target.kind.value, route.source.value, route.active)
            for route in computed.vpc_tables[table.id]
        )
        for table in network.topology.route_tables.values()
        if network.topology.vpcs[table.vpc].name
    }
    for identity, transit in network.topology.transit_route_tables.items():
        found[f"transit/{transit.name}"] = sorted(
            (str(route.destination), attachments[path.via], route.source.value, route.active)
            for route in computed.transit_tables[identity]
            for path in route.paths
        )
    return found


def answers(network: Network) -> Iterator[tuple[tuple[str, str], bool]]:
    """Yield for each client and endpoint of the estate whether the endpoint's port is open."""
    analyzer = Analyzer(network)
    endpoints = load_estate(CLONE / "estate.yaml").endpoints
    for source, (destination, endpoint) in product((*endpoints, "datacentre", "internet"), endpoints.items()):
        if source != destination:
            (start,), (end,) = resolve(network, source), resolve(network, destination)
            ports = PortRange(endpoint.port, endpoint.port)
            yield (source, destination), analyzer.flow(Flow(start, end, ports=ports)).open
