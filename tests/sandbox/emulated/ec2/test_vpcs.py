from __future__ import annotations

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of


def test_a_vpc_and_a_subnet_lose_host_bits(own: Ec2):
    vpc = own.create_vpc(CidrBlock="10.143.6.7/16")["Vpc"]
    subnet = own.create_subnet(VpcId=vpc["VpcId"], CidrBlock="10.143.8.9/24")["Subnet"]
    assert (vpc["CidrBlock"], subnet["CidrBlock"]) == ("10.143.0.0/16", "10.143.8.0/24")
    assert (vpc["State"], subnet["State"]) == ("pending", "pending")
    assert own.describe_vpcs(VpcIds=[vpc["VpcId"]])["Vpcs"][0]["State"] == "available"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({}, "MissingParameter"),
        ({"CidrBlock": "10.0.0.0/8"}, "InvalidVpc.Range"),
        ({"CidrBlock": "10.0.0.0/29"}, "InvalidVpc.Range"),
        ({"CidrBlock": "10.0.0.0/99"}, "InvalidParameterValue"),
        ({"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "host"}, "InvalidParameterValue"),
        ({"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "maybe"}, "InvalidParameterValue"),
        ({"CidrBlock": "10.0.0.0/16", "DryRun": True}, "DryRunOperation"),
        (
            {"CidrBlock": "10.0.0.0/16", "TagSpecifications": [{"ResourceType": "subnet", "Tags": []}]},
            "InvalidParameterValue",
        ),
        (
            {
                "CidrBlock": "10.0.0.0/16",
                "TagSpecifications": [{"ResourceType": "vpc", "Tags": [{"Key": "aws:a", "Value": "b"}]}],
            },
            "InvalidParameterValue",
        ),
    ],
)
def test_wrong_vpcs_are_refused_and_nothing_is_made(own: Ec2, request_: dict[str, object], code: str):
    before = own.describe_vpcs()["Vpcs"]
    assert code_of(own.create_vpc, **request_) == code
    assert own.describe_vpcs()["Vpcs"] == before


def test_a_vpc_with_anything_in_it_cannot_be_deleted(network: Network):
    own, vpc = network.ec2, network.vpc
    subnet = network.subnet()
    assert code_of(own.delete_vpc, VpcId=vpc) == "DependencyViolation"
    own.delete_subnet(SubnetId=subnet)
    gateway = network.internet()
    assert code_of(own.delete_vpc, VpcId=vpc) == "DependencyViolation"
    own.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = network.table()
    assert code_of(own.delete_vpc, VpcId=vpc) == "DependencyViolation"
    own.delete_route_table(RouteTableId=table)
    acl = own.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    assert code_of(own.delete_vpc, VpcId=vpc) == "DependencyViolation"
    own.delete_network_acl(NetworkAclId=acl)
    own.delete_vpc(VpcId=vpc)
    assert code_of(own.describe_vpcs, VpcIds=[vpc]) == "InvalidVpcID.NotFound"
    of_vpc = [{"Name": "vpc-id", "Values": [vpc]}]
    assert own.describe_route_tables(Filters=of_vpc)["RouteTables"] == []
    assert own.describe_network_acls(Filters=of_vpc)["NetworkAcls"] == []


def test_an_id_of_another_form_is_malformed(own: Ec2):
    assert code_of(own.describe_vpcs, VpcIds=["vpc-nonsense"]) == "InvalidVpcID.Malformed"
    assert code_of(own.delete_vpc, VpcId="vpc-0123456789abcdef0") == "InvalidVpcID.NotFound"


def test_another_accounts_vpc_is_not_found(network: Network):
    theirs = network.ec2.other()
    assert code_of(theirs.describe_vpcs, VpcIds=[network.vpc]) == "InvalidVpcID.NotFound"
    assert code_of(theirs.create_subnet, VpcId=network.vpc, CidrBlock="10.110.0.0/24") == "InvalidVpcID.NotFound"


def test_vpcs_are_filtered_by_what_is_shown(network: Network):
    own = network.ec2
    own.associate_vpc_cidr_block(VpcId=network.vpc, CidrBlock="10.111.0.0/16")
    for name, value in (("cidr", "10.110.0.0/16"), ("cidr-block-association.cidr-block", "10.111.0.0/16")):
        found = own.describe_vpcs(Filters=[{"Name": name, "Values": [value]}])["Vpcs"]
        assert [vpc["VpcId"] for vpc in found] == [network.vpc]
    assert code_of(own.describe_vpcs, Filters=[{"Name": "colour", "Values": ["red"]}]) == "InvalidParameterValue"


def test_the_tenancy_changes_to_default_alone(own: Ec2):
    vpc = own.create_vpc(CidrBlock="10.0.0.0/16", InstanceTenancy="dedicated")["Vpc"]["VpcId"]
    own.modify_vpc_tenancy(VpcId=vpc, InstanceTenancy="default")
    assert own.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["InstanceTenancy"] == "default"
    assert code_of(own.modify_vpc_tenancy, VpcId=vpc, InstanceTenancy="default") == "InvalidTenancy"
    assert code_of(own.modify_vpc_tenancy, VpcId=vpc, InstanceTenancy="dedicated") == "InvalidParameterValue"
