"""VPC attachments: created in the VPC's account, accepted and routed in the network account."""

from __future__ import annotations

import pytest

from network.tables import propagation_tables, table_of
from sandbox.estate import DATACENTRE, Estate, attached
from tests.plans import Plan, account_of, dependencies, depends_on, resources_of

pytestmark = pytest.mark.pulumi

ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
ACCEPTER = "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"


def test_each_vpc_is_attached_from_its_account_through_its_attachment_subnets(
    reference_plan: Plan, estate: Estate
) -> None:
    attachments = resources_of(reference_plan, ATTACHMENT)
    assert set(attachments) == set(attached(estate))
    for account, state in attachments.items():
        assert account_of(state) == account
        assert depends_on(state, "vpcId") == {account}
        assert depends_on(state, "subnetIds") == {f"{account}-attachment-az1", f"{account}-attachment-az2"}


def test_the_network_account_accepts_the_attachments_of_other_accounts(reference_plan: Plan, estate: Estate) -> None:
    accepted = resources_of(reference_plan, ACCEPTER)
    assert set(accepted) == set(attached(estate)) - {"network"}
    for account, state in accepted.items():
        assert account_of(state) == "network"
        assert depends_on(state, "transitGatewayAttachmentId") == {account}


def test_nothing_is_associated_or_propagated_by_default(reference_plan: Plan) -> None:
    states = [*resources_of(reference_plan, ACCEPTER).values(), resources_of(reference_plan, ATTACHMENT)["network"]]
    assert len(states) == 7
    for state in states:
        assert state["inputs"]["transitGatewayDefaultRouteTableAssociation"] is False
        assert state["inputs"]["transitGatewayDefaultRouteTablePropagation"] is False


def test_each_attachment_is_associated_with_its_table_after_acceptance(reference_plan: Plan, estate: Estate) -> None:
    associations = resources_of(reference_plan, ASSOCIATION)
    assert set(associations) == {*attached(estate), DATACENTRE}
    for account in attached(estate):
        state = associations[account]
        assert account_of(state) == "network"
        assert depends_on(state, "transitGatewayRouteTableId") == {table_of(estate, account)}
        first = ATTACHMENT if account == "network" else ACCEPTER
        assert f"{first}::{account}" in dependencies(state)


def test_each_attachment_propagates_only_to_the_tables_that_may_reach_it(reference_plan: Plan, estate: Estate) -> None:
    propagated = {
        (*depends_on(state, "transitGatewayAttachmentId"), *depends_on(state, "transitGatewayRouteTableId"))
        for name, state in resources_of(reference_plan, PROPAGATION).items()
        if not name.startswith(DATACENTRE)
    }
    assert propagated == {
        (account, table) for account in attached(estate) for table in propagation_tables(estate, account)
    }


def test_routes_to_the_hub_depend_on_the_attachment(reference_plan: Plan) -> None:
    routes = [
        state
        for state in resources_of(reference_plan, "aws:ec2/route:Route").values()
        if "transitGatewayId" in state["inputs"]
    ]
    assert routes
    for state in routes:
        account = account_of(state)
        assert f"{ATTACHMENT if account == 'network' else ACCEPTER}::{account}" in dependencies(state)
