"""Every operation of Direct Connect, VPN and transit gateways, called for the resources of another account."""

from __future__ import annotations

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OPERATIONS, OTHER
from tests.sandbox.emulated.hybrid_network.owned_resources import Owned, filled, members
from tests.sandbox.emulated.response_texts import texts_of

WITHOUT_REFERENCES = {
    "ConfirmCustomerAgreement",
    "CreateConnection",
    "CreateCustomerGateway",
    "CreateDirectConnectGateway",
    "CreateResiliencyGroup",
    "CreateTransitGateway",
    "CreateVpnGateway",
    "DescribeLocations",
}
"""Operations that refer to no existing resource."""


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - WITHOUT_REFERENCES))
def test_an_external_account_reads_and_changes_nothing(owned: Owned, operation: str):
    request = filled(operation, owned.ids)
    before = repr(owned.aws.network)
    try:
        answer = owned.aws.run(OTHER, operation, **request)
    except AwsError as refused:
        assert refused.code == "DirectConnectClientException" or refused.code.endswith(  # noqa: PT017
            (".NotFound", "UnauthorizedOperation")
        ), refused.code
        message = refused.message
    else:
        assert operation.startswith(("Describe", "List", "Get", "Search")), f"{operation} succeeded: {answer}"
        message = " ".join(texts_of(answer))
    assert repr(owned.aws.network) == before
    for given in (owned.ids["resourceArn"], owned.ids["secretARN"]):
        message = message.replace(given, "")
    assert NETWORK not in message


@pytest.mark.parametrize("operation", sorted(name for name in OPERATIONS if name.startswith("Describe")))
def test_an_external_account_lists_no_resources_of_others(owned: Owned, operation: str):
    if operation == "DescribeLocations":
        return
    try:
        answer = owned.aws.run(OTHER, operation)
    except (AwsError, KeyError):
        return
    assert not set(texts_of(answer)) & {str(it) for it in owned.ids.values()}


MANAGEMENT = sorted(
    name
    for name in OPERATIONS
    if "TransitGatewayId" in members(name) or "TransitGatewayRouteTableId" in members(name)
    if not name.startswith(("Describe", "CreateTransitGatewayVpc"))
)


@pytest.mark.parametrize("operation", MANAGEMENT)
def test_a_participant_of_a_share_attaches_but_cannot_manage(owned: Owned, operation: str):
    gateway = owned.ids["TransitGatewayId"]
    owned.aws.share(gateway, LEGACY)
    owned.aws.vpc(LEGACY, "vpc-2", "10.41.0.0/16")
    own = owned.aws.attach(LEGACY, gateway, "vpc-2")
    owned.aws.wait()
    before = repr(owned.aws.network)
    with pytest.raises(AwsError) as refused:
        owned.aws.run(LEGACY, operation, **filled(operation, owned.ids | {"TransitGatewayAttachmentId": own}))
    assert refused.value.code.endswith((".NotFound", "UnauthorizedOperation"))
    assert repr(owned.aws.network) == before


def test_a_participant_cannot_accept_its_own_attachment(owned: Owned):
    gateway = owned.ids["TransitGatewayId"]
    owned.aws.share(gateway, LEGACY)
    owned.aws.vpc(LEGACY, "vpc-2", "10.41.0.0/16")
    own = owned.aws.attach(LEGACY, gateway, "vpc-2")
    owned.aws.wait()
    for operation in ("AcceptTransitGatewayVpcAttachment", "RejectTransitGatewayVpcAttachment"):
        with pytest.raises(AwsError):
            owned.aws.run(LEGACY, operation, TransitGatewayAttachmentId=own)
    for operation in ("DeleteTransitGatewayVpcAttachment", "ModifyTransitGatewayVpcAttachment"):
        with pytest.raises(AwsError):
            owned.aws.run(LEGACY, operation, TransitGatewayAttachmentId=owned.ids["TransitGatewayAttachmentId"])


def test_the_proposing_account_cannot_accept_its_proposal(owned: Owned):
    with pytest.raises(AwsError):
        owned.aws.run(
            LEGACY,
            "AcceptDirectConnectGatewayAssociationProposal",
            **filled("AcceptDirectConnectGatewayAssociationProposal", owned.ids),
        )
