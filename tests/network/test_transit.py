"""The hub: a transit gateway, its route tables and its Direct Connect gateway association."""

from __future__ import annotations

import pytest

from network.tables import propagation_tables, tables
from network.transit import allowed_prefixes
from sandbox.estate import DATACENTRE, Estate
from tests.plans import Plan, account_of, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

TABLE = "aws:ec2transitgateway/routeTable:RouteTable"
PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"


def test_automatic_acceptance_association_and_propagation_are_disabled(reference_plan: Plan, estate: Estate) -> None:
    (gateway,) = resources_of(reference_plan, "aws:ec2transitgateway/transitGateway:TransitGateway").values()
    assert account_of(gateway) == "network"
    assert gateway["inputs"]["amazonSideAsn"] == estate.transit.asn
    for switch in ("autoAcceptSharedAttachments", "defaultRouteTableAssociation", "defaultRouteTablePropagation"):
        assert gateway["inputs"][switch] == "disable"


def test_every_table_of_the_estate_exists(reference_plan: Plan, estate: Estate) -> None:
    made = resources_of(reference_plan, TABLE)
    assert set(made) == set(tables(estate))
    assert all(depends_on(state, "transitGatewayId") == {"transit"} for state in made.values())


def test_the_direct_connect_gateway_association_has_the_allowed_prefixes(reference_plan: Plan, estate: Estate) -> None:
    association = resources_of(reference_plan, "aws:directconnect/gatewayAssociation:GatewayAssociation")["transit"]
    assert depends_on(association, "associatedGatewayId") == {"transit"}
    assert association["inputs"]["allowedPrefixes"] == allowed_prefixes(estate)


def test_the_data_centre_has_its_own_table_and_its_propagations(reference_plan: Plan, estate: Estate) -> None:
    associated = resources_of(reference_plan, "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation")[
        DATACENTRE
    ]
    assert depends_on(associated, "transitGatewayRouteTableId") == {DATACENTRE}
    propagations = [
        state for name, state in resources_of(reference_plan, PROPAGATION).items() if name.startswith(DATACENTRE)
    ]
    assert {table for state in propagations for table in depends_on(state, "transitGatewayRouteTableId")} == set(
        propagation_tables(estate, DATACENTRE)
    )


def test_attachments_have_dns_support(reference_plan: Plan) -> None:
    attached = inputs(reference_plan, "aws:ec2transitgateway/vpcAttachment:VpcAttachment").values()
    assert [values["dnsSupport"] for values in attached] == ["enable"] * 7
