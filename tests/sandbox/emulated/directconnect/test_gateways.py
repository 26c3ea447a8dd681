import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws


@pytest.fixture
def aws() -> Aws:
    return Aws()


def test_a_gateway_is_global_and_belongs_to_one_account(aws: Aws):
    gateway = aws.gateway()
    aws.wait()
    for region in ("us-east-1", "eu-west-1"):
        found = aws.run(NETWORK, "DescribeDirectConnectGateways", region=region)["directConnectGateways"]
        assert [(it["directConnectGatewayId"], it["directConnectGatewayState"]) for it in found] == [
            (gateway, "available")
        ]
    assert aws.run(LEGACY, "DescribeDirectConnectGateways")["directConnectGateways"] == []


def test_the_asn_is_private_or_the_default(aws: Aws):
    made = aws.run(NETWORK, "CreateDirectConnectGateway", directConnectGatewayName="default")
    assert made["directConnectGateway"]["amazonSideAsn"] == 64512
    with pytest.raises(AwsError, match="64512 to 65534 or 4200000000 to 4294967294"):
        aws.gateway(7224)


def test_only_the_owner_renames_a_gateway(aws: Aws):
    gateway = aws.gateway()
    renamed = aws.run(
        NETWORK, "UpdateDirectConnectGateway", directConnectGatewayId=gateway, newDirectConnectGatewayName="hub"
    )
    assert renamed["directConnectGateway"]["directConnectGatewayName"] == "hub"
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(LEGACY, "UpdateDirectConnectGateway", directConnectGatewayId=gateway, newDirectConnectGatewayName="x")


def test_a_gateway_is_deleted_when_nothing_is_attached(aws: Aws):
    gateway = aws.gateway()
    vif = aws.private(aws.connection(), gateway)
    with pytest.raises(AwsError, match="has virtual interfaces attached"):
        aws.run(NETWORK, "DeleteDirectConnectGateway", directConnectGatewayId=gateway)
    aws.run(NETWORK, "DeleteVirtualInterface", virtualInterfaceId=vif)
    aws.wait()
    own = aws.virtual_gateway(NETWORK)
    aws.run(NETWORK, "CreateDirectConnectGatewayAssociation", directConnectGatewayId=gateway, gatewayId=own)
    with pytest.raises(AwsError, match="has gateway associations"):
        aws.run(NETWORK, "DeleteDirectConnectGateway", directConnectGatewayId=gateway)
    aws.run(NETWORK, "DeleteDirectConnectGatewayAssociation", directConnectGatewayId=gateway, virtualGatewayId=own)
    aws.wait()
    aws.run(NETWORK, "DeleteDirectConnectGateway", directConnectGatewayId=gateway)
    aws.wait()
    states = aws.run(NETWORK, "DescribeDirectConnectGateways")["directConnectGateways"]
    assert [it["directConnectGatewayState"] for it in states] == ["deleted"]


def test_describing_attachments_needs_an_id(aws: Aws):
    with pytest.raises(AwsError, match="Specify a Direct Connect gateway ID or a virtual interface ID"):
        aws.run(NETWORK, "DescribeDirectConnectGatewayAttachments")


def test_an_account_lists_its_own_virtual_gateways(aws: Aws):
    own = aws.virtual_gateway(NETWORK)
    aws.virtual_gateway(LEGACY)
    found = aws.run(NETWORK, "DescribeVirtualGateways")["virtualGateways"]
    assert found == [{"virtualGatewayId": own, "virtualGatewayState": "available"}]
