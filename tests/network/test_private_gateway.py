"""The Legacy VPC's virtual private gateway: association proposal, acceptance and route propagation."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, account_of, dependencies, depends_on, resources_of

pytestmark = pytest.mark.pulumi

PROPOSAL = "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal"
ASSOCIATION = "aws:directconnect/gatewayAssociation:GatewayAssociation"
PROPAGATION = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"


def test_only_the_legacy_vpc_has_a_virtual_private_gateway_with_its_asn(reference_plan: Plan, estate: Estate) -> None:
    gateways = resources_of(reference_plan, "aws:ec2/vpnGateway:VpnGateway")
    assert set(gateways) == {"legacy"}
    vpc = estate.accounts["legacy"].vpc
    assert vpc is not None
    assert (account_of(gateways["legacy"]), gateways["legacy"]["inputs"]["amazonSideAsn"]) == (
        "legacy",
        str(vpc.gateway_asn),
    )
    assert depends_on(gateways["legacy"], "vpcId") == {"legacy"}


def test_the_network_account_accepts_the_proposal_of_legacy(reference_plan: Plan) -> None:
    proposed, accepted = (
        resources_of(reference_plan, PROPOSAL)["legacy"],
        resources_of(reference_plan, ASSOCIATION)["legacy"],
    )
    assert (account_of(proposed), account_of(accepted)) == ("legacy", "network")
    assert depends_on(proposed, "dxGatewayOwnerAccountId") == {"network"}
    assert f"{PROPOSAL}::legacy" in dependencies(accepted)
    assert depends_on(accepted, "associatedGatewayOwnerAccountId") == {"legacy"}


def test_proposal_and_association_allow_only_the_legacy_range(reference_plan: Plan, estate: Estate) -> None:
    vpc = estate.accounts["legacy"].vpc
    assert vpc is not None
    for state in (
        resources_of(reference_plan, PROPOSAL)["legacy"],
        resources_of(reference_plan, ASSOCIATION)["legacy"],
    ):
        assert state["inputs"]["allowedPrefixes"] == [str(vpc.cidr)]


def test_route_propagation_depends_on_the_association(reference_plan: Plan) -> None:
    propagations = resources_of(reference_plan, PROPAGATION)
    assert set(propagations) == {"legacy-app", "legacy-data"}
    for name, state in propagations.items():
        assert depends_on(state, "routeTableId") == {name}
        assert f"{ASSOCIATION}::legacy" in dependencies(state)
