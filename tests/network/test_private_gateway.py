"""The Legacy VPC's virtual private gateway: association proposal, acceptance and route propagation."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, entered, needs, of, sources

pytestmark = pytest.mark.pulumi

PROPOSAL = "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal"
ASSOCIATION = "aws:directconnect/gatewayAssociation:GatewayAssociation"
PROPAGATION = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"


def test_only_the_legacy_vpc_has_a_virtual_private_gateway_with_its_asn(whole: Plan, estate: Estate) -> None:
    gateways = of(whole, "aws:ec2/vpnGateway:VpnGateway")
    assert set(gateways) == {"legacy"}
    vpc = estate.accounts["legacy"].vpc
    assert vpc is not None
    assert (entered(gateways["legacy"]), gateways["legacy"]["inputs"]["amazonSideAsn"]) == (
        "legacy",
        str(vpc.gateway_asn),
    )
    assert sources(gateways["legacy"], "vpcId") == {"legacy"}


def test_the_network_account_accepts_the_proposal_of_legacy(whole: Plan) -> None:
    proposed, accepted = of(whole, PROPOSAL)["legacy"], of(whole, ASSOCIATION)["legacy"]
    assert (entered(proposed), entered(accepted)) == ("legacy", "network")
    assert sources(proposed, "dxGatewayOwnerAccountId") == {"network"}
    assert f"{PROPOSAL}::legacy" in needs(accepted)
    assert sources(accepted, "associatedGatewayOwnerAccountId") == {"legacy"}


def test_proposal_and_association_allow_only_the_legacy_range(whole: Plan, estate: Estate) -> None:
    vpc = estate.accounts["legacy"].vpc
    assert vpc is not None
    for state in (of(whole, PROPOSAL)["legacy"], of(whole, ASSOCIATION)["legacy"]):
        assert state["inputs"]["allowedPrefixes"] == [str(vpc.cidr)]


def test_route_propagation_depends_on_the_association(whole: Plan) -> None:
    learning = of(whole, PROPAGATION)
    assert set(learning) == {"legacy-app", "legacy-data"}
    for name, state in learning.items():
        assert sources(state, "routeTableId") == {name}
        assert f"{ASSOCIATION}::legacy" in needs(state)
