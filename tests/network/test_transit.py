"""The hub: a transit gateway, its route tables and its Direct Connect gateway association."""

from __future__ import annotations

import pytest

from network.tables import DATACENTRE, propagation_tables, tables
from network.transit import allowed_prefixes
from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, of, sources

pytestmark = pytest.mark.pulumi

TABLE = "aws:ec2transitgateway/routeTable:RouteTable"
PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"


def test_automatic_acceptance_association_and_propagation_are_disabled(whole: Plan, estate: Estate) -> None:
    (gateway,) = of(whole, "aws:ec2transitgateway/transitGateway:TransitGateway").values()
    assert entered(gateway) == "network"
    assert gateway["inputs"]["amazonSideAsn"] == estate.transit.asn
    for switch in ("autoAcceptSharedAttachments", "defaultRouteTableAssociation", "defaultRouteTablePropagation"):
        assert gateway["inputs"][switch] == "disable"


def test_every_table_of_the_estate_exists(whole: Plan, estate: Estate) -> None:
    made = of(whole, TABLE)
    assert set(made) == set(tables(estate))
    assert all(sources(state, "transitGatewayId") == {"transit"} for state in made.values())


def test_the_direct_connect_gateway_association_has_the_allowed_prefixes(whole: Plan, estate: Estate) -> None:
    joined = of(whole, "aws:directconnect/gatewayAssociation:GatewayAssociation")["transit"]
    assert sources(joined, "associatedGatewayId") == {"transit"}
    assert joined["inputs"]["allowedPrefixes"] == allowed_prefixes(estate)


def test_the_data_centre_has_its_own_table_and_its_propagations(whole: Plan, estate: Estate) -> None:
    associated = of(whole, "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation")[DATACENTRE]
    assert sources(associated, "transitGatewayRouteTableId") == {DATACENTRE}
    taught = [state for name, state in of(whole, PROPAGATION).items() if name.startswith(DATACENTRE)]
    assert {table for state in taught for table in sources(state, "transitGatewayRouteTableId")} == set(
        propagation_tables(estate, DATACENTRE)
    )


def test_attachments_have_dns_support(whole: Plan) -> None:
    attached = inputs(whole, "aws:ec2transitgateway/vpcAttachment:VpcAttachment").values()
    assert [said["dnsSupport"] for said in attached] == ["enable"] * 7
