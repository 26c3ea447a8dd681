"""Two connections, two gateways, and on each connection an interface to each gateway."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, of, sources

pytestmark = pytest.mark.pulumi

CONNECTION = "aws:directconnect/connection:Connection"
GATEWAY = "aws:directconnect/gateway:Gateway"
INTERFACES = {
    "legacy": "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface",
    "transit": "aws:directconnect/transitVirtualInterface:TransitVirtualInterface",
}


def test_all_resources_are_in_the_network_account(whole: Plan) -> None:
    owned = [state for token in (CONNECTION, GATEWAY, *INTERFACES.values()) for state in of(whole, token).values()]
    assert len(owned) == 8
    assert {entered(state) for state in owned} == {"network"}


def test_each_connection_has_the_location_and_bandwidth_of_the_estate(whole: Plan, estate: Estate) -> None:
    ordered = inputs(whole, CONNECTION)
    assert {(name, each["location"], each["bandwidth"]) for name, each in ordered.items()} == {
        (line.name, line.location, line.bandwidth) for line in estate.datacentre.lines
    }
    assert len({each["location"] for each in ordered.values()}) == 2


def test_the_legacy_vpc_and_the_hub_have_a_gateway_each(whole: Plan, estate: Estate) -> None:
    gateways = estate.datacentre.gateways
    assert {name: each["amazonSideAsn"] for name, each in inputs(whole, GATEWAY).items()} == {
        "legacy": str(gateways.legacy.asn),
        "transit": str(gateways.transit.asn),
    }


@pytest.mark.parametrize("kind", ["legacy", "transit"])
def test_each_connection_has_an_interface_to_each_gateway(whole: Plan, estate: Estate, kind: str) -> None:
    carried = of(whole, INTERFACES[kind])
    assert set(carried) == {f"{line.name}-{kind}" for line in estate.datacentre.lines}
    for line in estate.datacentre.lines:
        state, said = carried[f"{line.name}-{kind}"], getattr(line.interfaces, kind)
        assert sources(state, "connectionId") == {line.name}
        assert sources(state, "dxGatewayId") == {kind}
        assert state["inputs"]["vlan"] == said.vlan
        assert state["inputs"]["bgpAsn"] == estate.datacentre.asn
        ends = (state["inputs"]["customerAddress"], state["inputs"]["amazonAddress"])
        assert ends == tuple(map(str, said.addresses))


def test_only_interfaces_with_a_key_in_the_configuration_have_one(whole: Plan) -> None:
    keyed = {
        name
        for token in INTERFACES.values()
        for name, each in inputs(whole, token).items()
        if each.get("bgpAuthKey") is not None
    }
    assert keyed == {"line-east-legacy", "line-east-transit"}


def test_each_association_is_of_its_own_gateway(whole: Plan) -> None:
    joined = of(whole, "aws:directconnect/gatewayAssociation:GatewayAssociation")
    assert {name: sources(state, "dxGatewayId") & {"legacy", "transit"} for name, state in joined.items()} == {
        "transit": {"transit"},
        "legacy": {"legacy"},
    }
