"""Two connections, two gateways, and on each connection an interface to each gateway."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, account_of, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

CONNECTION = "aws:directconnect/connection:Connection"
GATEWAY = "aws:directconnect/gateway:Gateway"
INTERFACES = {
    "legacy": "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface",
    "transit": "aws:directconnect/transitVirtualInterface:TransitVirtualInterface",
}


def test_all_resources_are_in_the_network_account(reference_plan: Plan) -> None:
    owned = [
        state
        for token in (CONNECTION, GATEWAY, *INTERFACES.values())
        for state in resources_of(reference_plan, token).values()
    ]
    assert len(owned) == 8
    assert {account_of(state) for state in owned} == {"network"}


def test_each_connection_has_the_location_and_bandwidth_of_the_estate(reference_plan: Plan, estate: Estate) -> None:
    connections = inputs(reference_plan, CONNECTION)
    assert {(name, each["location"], each["bandwidth"]) for name, each in connections.items()} == {
        (line.name, line.location, line.bandwidth) for line in estate.datacentre.lines
    }
    assert len({each["location"] for each in connections.values()}) == 2


def test_the_legacy_vpc_and_the_hub_have_a_gateway_each(reference_plan: Plan, estate: Estate) -> None:
    gateways = estate.datacentre.gateways
    assert {name: each["amazonSideAsn"] for name, each in inputs(reference_plan, GATEWAY).items()} == {
        "legacy": str(gateways.legacy.asn),
        "transit": str(gateways.transit.asn),
    }


@pytest.mark.parametrize("kind", ["legacy", "transit"])
def test_each_connection_has_an_interface_to_each_gateway(reference_plan: Plan, estate: Estate, kind: str) -> None:
    interfaces = resources_of(reference_plan, INTERFACES[kind])
    assert set(interfaces) == {f"{line.name}-{kind}" for line in estate.datacentre.lines}
    for line in estate.datacentre.lines:
        state, interface = interfaces[f"{line.name}-{kind}"], getattr(line.interfaces, kind)
        assert depends_on(state, "connectionId") == {line.name}
        assert depends_on(state, "dxGatewayId") == {kind}
        assert state["inputs"]["vlan"] == interface.vlan
        assert state["inputs"]["bgpAsn"] == estate.datacentre.asn
        addresses = (state["inputs"]["customerAddress"], state["inputs"]["amazonAddress"])
        assert addresses == tuple(map(str, interface.addresses))


def test_only_interfaces_with_a_key_in_the_configuration_have_one(reference_plan: Plan) -> None:
    keyed = {
        name
        for token in INTERFACES.values()
        for name, each in inputs(reference_plan, token).items()
        if each.get("bgpAuthKey") is not None
    }
    assert keyed == {"line-east-legacy", "line-east-transit"}


def test_each_association_is_of_its_own_gateway(reference_plan: Plan) -> None:
    associations = resources_of(reference_plan, "aws:directconnect/gatewayAssociation:GatewayAssociation")
    assert {name: depends_on(state, "dxGatewayId") & {"legacy", "transit"} for name, state in associations.items()} == {
        "transit": {"transit"},
        "legacy": {"legacy"},
    }
