import pytest

from sandbox.provider.resources.directconnect_associations import GatewayAssociation
from sandbox.provider.values import UNKNOWN, Values


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({"associatedGatewayId": "vgw-1"}, []),
        ({"associatedGatewayId": UNKNOWN}, []),
        ({"proposalId": "p-1", "associatedGatewayOwnerAccountId": "111111111111"}, []),
        ({"proposalId": "p-1"}, ["associatedGatewayOwnerAccountId"]),
        ({}, ["associatedGatewayId"]),
    ],
)
def test_an_association_needs_a_gateway_or_a_proposal_with_its_owner(given: Values, paths: list[str]):
    assert [path for path, _ in GatewayAssociation().check(given)] == paths
