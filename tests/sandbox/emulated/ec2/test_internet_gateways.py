from __future__ import annotations

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import code_of


def test_a_vpc_has_one_internet_gateway_and_a_gateway_one_vpc(network: Network):
    own = network.ec2
    one = network.internet()
    two = own.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    attach = own.attach_internet_gateway
    assert code_of(attach, InternetGatewayId=two, VpcId=network.vpc) == "InvalidParameterValue"
    other = Network(own, "10.120.0.0/16").vpc
    assert code_of(attach, InternetGatewayId=one, VpcId=other) == "Resource.AlreadyAssociated"
    attach(InternetGatewayId=two, VpcId=other)
    (found,) = own.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [other]}])[
        "InternetGateways"
    ]
    assert found["Attachments"] == [{"State": "available", "VpcId": other}]


def test_an_attached_gateway_cannot_be_deleted(network: Network):
    own, gateway = network.ec2, network.internet()
    assert code_of(own.delete_internet_gateway, InternetGatewayId=gateway) == "DependencyViolation"
    other = Network(own, "10.120.0.0/16").vpc
    detach = own.detach_internet_gateway
    assert code_of(detach, InternetGatewayId=gateway, VpcId=other) == "Gateway.NotAttached"
    detach(InternetGatewayId=gateway, VpcId=network.vpc)
    assert code_of(detach, InternetGatewayId=gateway, VpcId=network.vpc) == "Gateway.NotAttached"
    own.delete_internet_gateway(InternetGatewayId=gateway)
    assert code_of(own.describe_internet_gateways, InternetGatewayIds=[gateway]) == "InvalidInternetGatewayID.NotFound"


def test_unknown_and_malformed_ids(network: Network):
    attach = network.ec2.attach_internet_gateway
    assert code_of(attach, InternetGatewayId="igw-x", VpcId=network.vpc) == "InvalidInternetGatewayId.Malformed"
    gateway = network.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    assert code_of(attach, InternetGatewayId=gateway, VpcId="vpc-0123456789abcdef0") == "InvalidVpcID.NotFound"


def test_an_egress_only_gateway_is_unique_for_a_client_token(network: Network):
    own = network.ec2
    request = {"VpcId": network.vpc, "ClientToken": "first"}
    one, two = (own.create_egress_only_internet_gateway(**request) for _ in range(2))
    assert one == two
    different = {"VpcId": Network(own, "10.120.0.0/16").vpc, "ClientToken": "first"}
    assert code_of(own.create_egress_only_internet_gateway, **different) == "IdempotentParameterMismatch"
    id_ = one["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]
    own.delete_egress_only_internet_gateway(EgressOnlyInternetGatewayId=id_)
    gone = {"EgressOnlyInternetGatewayId": id_}
    assert code_of(own.delete_egress_only_internet_gateway, **gone) == "InvalidGatewayID.NotFound"
