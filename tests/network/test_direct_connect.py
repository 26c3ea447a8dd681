"""Two lines, two gateways, and on each line an interface to each gateway."""

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


def test_the_network_account_owns_all_of_it(whole: Plan) -> None:
    owned = [state for token in (CONNECTION, GATEWAY, *INTERFACES.values()) for state in of(whole, token).values()]
    assert len(owned) == 8
    assert {entered(state) for state in owned} == {"network"}


def test_each_line_is_ordered_where_and_as_fast_as_the_estate_says(whole: Plan, estate: Estate) -> None:
    ordered = inputs(whole, CONNECTION)
    assert {(name, each["location"], each["bandwidth"]) for name, each in ordered.items()} == {
        (line.name, line.location, line.bandwidth) for line in estate.datacentre.lines
    }
    assert len({each["location"] for each in ordered.values()}) == 2


def test_there_is_a_gateway_for_the_legacy_vpc_and_another_for_the_hub(whole: Plan, estate: Estate) -> None:
    gateways = estate.datacentre.gateways
    assert {name: each["amazonSideAsn"] for name, each in inputs(whole, GATEWAY).items()} == {
        "legacy": str(gateways.legacy.asn),
        "transit": str(gateways.transit.asn),
    }


@pytest.mark.parametrize("kind", ["legacy", "transit"])
def test_each_line_carries_an_interface_to_each_gateway(whole: Plan, estate: Estate, kind: str) -> None:
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


def test_a_key_is_given_to_the_interfaces_that_have_one_and_to_no_other(whole: Plan) -> None:
    keyed = {
        name
        for token in INTERFACES.values()
        for name, each in inputs(whole, token).items()
        if each.get("bgpAuthKey") is not None
    }
    assert keyed == {"line-east-legacy", "line-east-transit"}


def test_the_two_gateways_are_never_mixed(whole: Plan) -> None:
    joined = of(whole, "aws:directconnect/gatewayAssociation:GatewayAssociation")
    assert {name: sources(state, "dxGatewayId") & {"legacy", "transit"} for name, state in joined.items()} == {
        "transit": {"transit"},
        "legacy": {"legacy"},
    }
