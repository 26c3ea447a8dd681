from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws


@pytest.fixture
def aws() -> Aws:
    return Aws()


def propose(aws: Aws, gateway: str, virtual: str, *prefixes: str) -> str:
    answer = aws.run(
        LEGACY,
        "CreateDirectConnectGatewayAssociationProposal",
        directConnectGatewayId=gateway,
        directConnectGatewayOwnerAccount=NETWORK,
        gatewayId=virtual,
        addAllowedPrefixesToDirectConnectGateway=[{"cidr": prefix} for prefix in prefixes],
    )
    return str(answer["directConnectGatewayAssociationProposal"]["proposalId"])


def accept(aws: Aws, gateway: str, proposal: str, *override: str, **changes: Any) -> dict[str, Any]:
    request = {"associatedGatewayOwnerAccount": LEGACY} | changes
    answer = aws.run(
        NETWORK,
        "AcceptDirectConnectGatewayAssociationProposal",
        directConnectGatewayId=gateway,
        proposalId=proposal,
        overrideAllowedPrefixesToDirectConnectGateway=[{"cidr": prefix} for prefix in override],
        **request,
    )
    return dict(answer["directConnectGatewayAssociation"])


def state(aws: Aws, proposal: str, account: str = NETWORK) -> str:
    answer = aws.run(account, "DescribeDirectConnectGatewayAssociationProposals", proposalId=proposal)
    return str(answer["directConnectGatewayAssociationProposals"][0]["proposalState"])


def test_one_account_proposes_and_the_other_accepts(aws: Aws):
    gateway, virtual = aws.gateway(), aws.virtual_gateway(LEGACY)
    proposal = propose(aws, gateway, virtual, "10.16.0.0/16")
    assert (state(aws, proposal), state(aws, proposal, LEGACY)) == ("requested", "requested")
    made = accept(aws, gateway, proposal)
    assert made["associatedGateway"]["ownerAccount"] == LEGACY
    assert made["allowedPrefixesToDirectConnectGateway"] == [{"cidr": "10.16.0.0/16"}]
    assert state(aws, proposal) == "accepted"
    aws.wait()
    for account in (NETWORK, LEGACY):
        seen = aws.run(account, "DescribeDirectConnectGatewayAssociations", associatedGatewayId=virtual)
        assert [it["associationState"] for it in seen["directConnectGatewayAssociations"]] == ["associated"]


def test_the_accepting_account_can_override_the_prefixes(aws: Aws):
    gateway = aws.gateway()
    proposal = propose(aws, gateway, aws.virtual_gateway(LEGACY), "10.16.0.0/16")
    made = accept(aws, gateway, proposal, "10.16.0.0/17")
    assert made["allowedPrefixesToDirectConnectGateway"] == [{"cidr": "10.16.0.0/17"}]


def test_a_proposal_may_be_repeated_with_other_prefixes(aws: Aws):
    gateway, virtual = aws.gateway(), aws.virtual_gateway(LEGACY)
    accept(aws, gateway, propose(aws, gateway, virtual, "10.16.0.0/17"))
    aws.wait()
    again = propose(aws, gateway, virtual, "10.16.128.0/17")
    made = accept(aws, gateway, again)
    assert made["associationState"] == "updating"
    assert made["allowedPrefixesToDirectConnectGateway"] == [{"cidr": "10.16.0.0/17"}, {"cidr": "10.16.128.0/17"}]


def test_other_accounts_neither_read_nor_accept_a_proposal(aws: Aws):
    gateway = aws.gateway()
    proposal = propose(aws, gateway, aws.virtual_gateway(LEGACY))
    seen = aws.run(OTHER, "DescribeDirectConnectGatewayAssociationProposals")
    assert seen["directConnectGatewayAssociationProposals"] == []
    with pytest.raises(AwsError, match="is not from account"):
        accept(aws, gateway, proposal, associatedGatewayOwnerAccount=OTHER)
    with pytest.raises(AwsError, match="does not exist"):
        accept(aws, aws.gateway(64601), proposal)
    accept(aws, gateway, proposal)
    with pytest.raises(AwsError, match="is in state accepted"):
        accept(aws, gateway, proposal)


def test_the_proposing_account_can_delete_a_proposal(aws: Aws):
    gateway = aws.gateway()
    proposal = propose(aws, gateway, aws.virtual_gateway(LEGACY))
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(NETWORK, "DeleteDirectConnectGatewayAssociationProposal", proposalId=proposal)
    aws.run(LEGACY, "DeleteDirectConnectGatewayAssociationProposal", proposalId=proposal)
    assert state(aws, proposal) == "deleted"
    with pytest.raises(AwsError, match="does not exist"):
        accept(aws, gateway, proposal)


def test_an_invalid_proposal_is_refused(aws: Aws):
    gateway, virtual = aws.gateway(), aws.virtual_gateway(LEGACY)
    with pytest.raises(AwsError, match=r"Direct Connect Gateway .* does not exist"):
        propose(aws, aws.gateway(account=OTHER), virtual)
    with pytest.raises(AwsError, match=r"Gateway .* does not exist"):
        propose(aws, gateway, aws.virtual_gateway(OTHER))
    with pytest.raises(AwsError, match="is not attached to a VPC"):
        propose(aws, gateway, aws.virtual_gateway(LEGACY, vpc=None, cidrs=()))
    propose(aws, gateway, virtual)
    with pytest.raises(AwsError, match="exists already"):
        propose(aws, gateway, virtual)
