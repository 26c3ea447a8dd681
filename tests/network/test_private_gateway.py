"""The Legacy VPC's own way to the data centre: proposed by one account, accepted by the other, then listened to."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, entered, needs, of, sources

pytestmark = pytest.mark.pulumi

PROPOSAL = "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal"
ASSOCIATION = "aws:directconnect/gatewayAssociation:GatewayAssociation"
PROPAGATION = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"


def test_the_legacy_vpc_alone_has_a_gateway_with_its_own_asn(whole: Plan, estate: Estate) -> None:
    gateways = of(whole, "aws:ec2/vpnGateway:VpnGateway")
    assert set(gateways) == {"legacy"}
    vpc = estate.accounts["legacy"].vpc
    assert vpc is not None
    assert (entered(gateways["legacy"]), gateways["legacy"]["inputs"]["amazonSideAsn"]) == (
        "legacy",
        str(vpc.gateway_asn),
    )
    assert sources(gateways["legacy"], "vpcId") == {"legacy"}


def test_legacy_proposes_and_network_accepts_that_very_proposal(whole: Plan) -> None:
    proposed, accepted = of(whole, PROPOSAL)["legacy"], of(whole, ASSOCIATION)["legacy"]
    assert (entered(proposed), entered(accepted)) == ("legacy", "network")
    assert sources(proposed, "dxGatewayOwnerAccountId") == {"network"}
    assert f"{PROPOSAL}::legacy" in needs(accepted)
    assert sources(accepted, "associatedGatewayOwnerAccountId") == {"legacy"}


def test_both_allow_the_legacy_range_and_nothing_else(whole: Plan, estate: Estate) -> None:
    vpc = estate.accounts["legacy"].vpc
    assert vpc is not None
    for state in (of(whole, PROPOSAL)["legacy"], of(whole, ASSOCIATION)["legacy"]):
        assert state["inputs"]["allowedPrefixes"] == [str(vpc.cidr)]


def test_the_tiers_that_speak_with_the_data_centre_learn_its_routes_after_the_association(whole: Plan) -> None:
    learning = of(whole, PROPAGATION)
    assert set(learning) == {"legacy-app", "legacy-data"}
    for name, state in learning.items():
        assert sources(state, "routeTableId") == {name}
        assert f"{ASSOCIATION}::legacy" in needs(state)
