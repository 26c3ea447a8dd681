"""The hub: one gateway, its tables, and the Direct Connect gateway joined to it."""

from __future__ import annotations

import pytest

from network.tables import DATACENTRE, propagation_tables, tables
from network.transit import allowed_prefixes
from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, of, sources

pytestmark = pytest.mark.pulumi

TABLE = "aws:ec2transitgateway/routeTable:RouteTable"
PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"


def test_nobody_is_accepted_associated_or_propagated_unasked(whole: Plan, estate: Estate) -> None:
    (gateway,) = of(whole, "aws:ec2transitgateway/transitGateway:TransitGateway").values()
    assert entered(gateway) == "network"
    assert gateway["inputs"]["amazonSideAsn"] == estate.transit.asn
    for switch in ("autoAcceptSharedAttachments", "defaultRouteTableAssociation", "defaultRouteTablePropagation"):
        assert gateway["inputs"][switch] == "disable"


def test_all_of_its_tables_are_there(whole: Plan, estate: Estate) -> None:
    made = of(whole, TABLE)
    assert set(made) == set(tables(estate))
    assert all(sources(state, "transitGatewayId") == {"transit"} for state in made.values())


def test_the_data_centre_hears_of_the_hubs_ranges_through_the_transit_gateway(whole: Plan, estate: Estate) -> None:
    joined = of(whole, "aws:directconnect/gatewayAssociation:GatewayAssociation")["transit"]
    assert sources(joined, "associatedGatewayId") == {"transit"}
    assert joined["inputs"]["allowedPrefixes"] == allowed_prefixes(estate)


def test_the_data_centre_has_its_own_table_and_teaches_those_that_may_reach_it(whole: Plan, estate: Estate) -> None:
    associated = of(whole, "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation")[DATACENTRE]
    assert sources(associated, "transitGatewayRouteTableId") == {DATACENTRE}
    taught = [state for name, state in of(whole, PROPAGATION).items() if name.startswith(DATACENTRE)]
    assert {table for state in taught for table in sources(state, "transitGatewayRouteTableId")} == set(
        propagation_tables(estate, DATACENTRE)
    )


def test_names_travel_with_the_attachments(whole: Plan) -> None:
    attached = inputs(whole, "aws:ec2transitgateway/vpcAttachment:VpcAttachment").values()
    assert [said["dnsSupport"] for said in attached] == ["enable"] * 7
