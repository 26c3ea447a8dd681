"""VPC attachments: created in the VPC's account, accepted and routed in the network account."""

from __future__ import annotations

import pytest

from network.tables import DATACENTRE, attached, propagation_tables, table_of
from sandbox.estate import Estate
from tests.plans import Plan, entered, needs, of, sources

pytestmark = pytest.mark.pulumi

ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
ACCEPTER = "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"


def test_each_vpc_is_attached_from_its_account_through_its_attachment_subnets(whole: Plan, estate: Estate) -> None:
    asked = of(whole, ATTACHMENT)
    assert set(asked) == set(attached(estate))
    for account, state in asked.items():
        assert entered(state) == account
        assert sources(state, "vpcId") == {account}
        assert sources(state, "subnetIds") == {f"{account}-attachment-az1", f"{account}-attachment-az2"}


def test_the_network_account_accepts_the_attachments_of_other_accounts(whole: Plan, estate: Estate) -> None:
    accepted = of(whole, ACCEPTER)
    assert set(accepted) == set(attached(estate)) - {"network"}
    for account, state in accepted.items():
        assert entered(state) == "network"
        assert sources(state, "transitGatewayAttachmentId") == {account}


def test_nothing_is_associated_or_propagated_by_default(whole: Plan) -> None:
    said = [*of(whole, ACCEPTER).values(), of(whole, ATTACHMENT)["network"]]
    assert len(said) == 7
    for state in said:
        assert state["inputs"]["transitGatewayDefaultRouteTableAssociation"] is False
        assert state["inputs"]["transitGatewayDefaultRouteTablePropagation"] is False


def test_each_attachment_is_associated_with_its_table_after_acceptance(whole: Plan, estate: Estate) -> None:
    associations = of(whole, ASSOCIATION)
    assert set(associations) == {*attached(estate), DATACENTRE}
    for account in attached(estate):
        state = associations[account]
        assert entered(state) == "network"
        assert sources(state, "transitGatewayRouteTableId") == {table_of(estate, account)}
        first = ATTACHMENT if account == "network" else ACCEPTER
        assert f"{first}::{account}" in needs(state)


def test_each_attachment_propagates_only_to_the_tables_that_may_reach_it(whole: Plan, estate: Estate) -> None:
    taught = {
        (*sources(state, "transitGatewayAttachmentId"), *sources(state, "transitGatewayRouteTableId"))
        for name, state in of(whole, PROPAGATION).items()
        if not name.startswith(DATACENTRE)
    }
    assert taught == {(account, table) for account in attached(estate) for table in propagation_tables(estate, account)}


def test_routes_to_the_hub_depend_on_the_attachment(whole: Plan) -> None:
    routes = [state for state in of(whole, "aws:ec2/route:Route").values() if "transitGatewayId" in state["inputs"]]
    assert routes
    for state in routes:
        account = entered(state)
        assert f"{ATTACHMENT if account == 'network' else ACCEPTER}::{account}" in needs(state)
