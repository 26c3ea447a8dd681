from typing import Any

import pytest

from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws
from tests.sandbox.emulated.refusals import code_of


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(NETWORK, "vpc-1", "10.16.0.0/16")
    made.vpc(NETWORK, "vpc-2", "10.17.0.0/16")
    return made


def gateway(aws: Aws, id_: str) -> dict[str, Any]:
    return dict(aws.run(NETWORK, "DescribeVpnGateways", VpnGatewayIds=[id_])["VpnGateways"][0])


def refused(aws: Aws, operation: str, **request: Any) -> str:
    return code_of(aws.run, NETWORK, operation, **request)


def test_a_gateway_has_a_default_asn_and_no_zone(aws: Aws):
    made = gateway(aws, aws.vpn_gateway())
    assert (made["AmazonSideAsn"], made["State"], made["VpcAttachments"]) == (64512, "available", [])
    assert "AvailabilityZone" not in made


@pytest.mark.parametrize("asn", [64512, 65534, 4200000000, 4294967294])
def test_a_private_asn_is_accepted(aws: Aws, asn: int):
    made = aws.run(NETWORK, "CreateVpnGateway", Type="ipsec.1", AmazonSideAsn=asn)["VpnGateway"]
    assert made["AmazonSideAsn"] == asn


@pytest.mark.parametrize(
    "changes",
    [
        {"AmazonSideAsn": 100},
        {"AmazonSideAsn": 65535},
        {"AmazonSideAsn": 4294967295},
        {"AmazonSideAsn": 0},
        {"Type": "ipsec.2"},
        {"AvailabilityZone": "eu-west-1a"},
    ],
)
def test_a_wrong_gateway_is_refused(aws: Aws, changes: dict[str, Any]):
    assert refused(aws, "CreateVpnGateway", **({"Type": "ipsec.1"} | changes)) == "InvalidParameterValue"


def test_an_attachment_passes_through_its_states(aws: Aws):
    id_ = aws.vpn_gateway()
    made = aws.run(NETWORK, "AttachVpnGateway", VpnGatewayId=id_, VpcId="vpc-1")["VpcAttachment"]
    assert made == {"VpcId": "vpc-1", "State": "attaching"}
    aws.wait(0.3)
    assert gateway(aws, id_)["VpcAttachments"] == [{"VpcId": "vpc-1", "State": "attached"}]
    assert refused(aws, "DeleteVpnGateway", VpnGatewayId=id_) == "IncorrectState"
    aws.run(NETWORK, "DetachVpnGateway", VpnGatewayId=id_, VpcId="vpc-1")
    assert gateway(aws, id_)["VpcAttachments"] == [{"VpcId": "vpc-1", "State": "detaching"}]
    aws.wait(0.3)
    assert gateway(aws, id_)["VpcAttachments"] == [{"VpcId": "vpc-1", "State": "detached"}]
    aws.run(NETWORK, "DeleteVpnGateway", VpnGatewayId=id_)
    assert gateway(aws, id_)["State"] == "deleted"
    assert refused(aws, "AttachVpnGateway", VpnGatewayId=id_, VpcId="vpc-1") == "InvalidVpnGatewayID.NotFound"


def test_a_vpc_has_one_gateway_and_a_gateway_one_vpc(aws: Aws):
    one, two = aws.vpn_gateway("vpc-1"), aws.vpn_gateway()
    assert refused(aws, "AttachVpnGateway", VpnGatewayId=two, VpcId="vpc-1") == "InvalidVpcState"
    assert refused(aws, "AttachVpnGateway", VpnGatewayId=one, VpcId="vpc-2") == "VpnGatewayAttachmentLimitExceeded"
    assert refused(aws, "AttachVpnGateway", VpnGatewayId=two, VpcId="vpc-3") == "InvalidVpcID.NotFound"
    assert refused(aws, "DetachVpnGateway", VpnGatewayId=two, VpcId="vpc-1") == "InvalidVpnGatewayAttachment.NotFound"
    aws.run(NETWORK, "DetachVpnGateway", VpnGatewayId=one, VpcId="vpc-1")
    aws.wait(0.3)
    aws.run(NETWORK, "AttachVpnGateway", VpnGatewayId=two, VpcId="vpc-1")


def test_filters_select(aws: Aws):
    id_ = aws.vpn_gateway("vpc-1")
    aws.vpn_gateway()
    for name, value in (("attachment.vpc-id", "vpc-1"), ("attachment.state", "attached"), ("vpn-gateway-id", id_)):
        found = aws.run(NETWORK, "DescribeVpnGateways", Filters=[{"Name": name, "Values": [value]}])["VpnGateways"]
        assert [it["VpnGatewayId"] for it in found] == [id_], name
    assert refused(aws, "DescribeVpnGateways", Filters=[{"Name": "colour", "Values": ["x"]}]) == "InvalidParameterValue"


def test_a_gateway_with_a_vpn_connection_cannot_be_deleted(aws: Aws):
    id_ = aws.vpn_gateway()
    vpn = aws.vpn(aws.customer_gateway(), VpnGatewayId=id_)
    assert refused(aws, "DeleteVpnGateway", VpnGatewayId=id_) == "IncorrectState"
    aws.run(NETWORK, "DeleteVpnConnection", VpnConnectionId=vpn)
    aws.run(NETWORK, "DeleteVpnGateway", VpnGatewayId=id_)
