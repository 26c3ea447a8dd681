from __future__ import annotations

from ipaddress import IPv6Network
from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of


@pytest.fixture
def six(own: Ec2) -> Network:
    """A VPC with an IPv6 block."""
    return Network(own, AmazonProvidedIpv6CidrBlock=True)


def ipv6_block(network: Network, number: int) -> str:
    """Return a /64 of the VPC."""
    (vpc,) = network.ec2.describe_vpcs(VpcIds=[network.vpc])["Vpcs"]
    block = IPv6Network(vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"])
    return str(list(block.subnets(new_prefix=64))[number])


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"CidrBlock": "10.110.9.0/29"}, "InvalidSubnet.Range"),
        ({"CidrBlock": "10.111.0.0/24"}, "InvalidSubnet.Range"),
        ({"CidrBlock": "10.110.0.0/25"}, "InvalidSubnet.Conflict"),
        ({"CidrBlock": "10.110.0.0/40"}, "InvalidParameterValue"),
        ({}, "MissingParameter"),
        ({"CidrBlock": "10.110.1.0/24", "AvailabilityZone": "us-east-1a"}, "InvalidParameterValue"),
        ({"CidrBlock": "10.110.1.0/24", "AvailabilityZoneId": "usw2-az9"}, "InvalidParameterValue"),
        (
            {"CidrBlock": "10.110.1.0/24", "AvailabilityZone": "us-west-2a", "AvailabilityZoneId": "usw2-az1"},
            "InvalidParameterCombination",
        ),
        ({"CidrBlock": "10.110.1.0/24", "Ipv6CidrBlock": "2600:1f18::/64"}, "InvalidSubnet.Range"),
        ({"CidrBlock": "10.110.1.0/24", "Ipv6Native": True}, "InvalidParameterCombination"),
    ],
)
def test_wrong_subnets_are_refused(network: Network, request_: dict[str, Any], code: str):
    network.subnet("10.110.0.0/24")
    assert code_of(network.ec2.create_subnet, VpcId=network.vpc, **request_) == code


@pytest.mark.parametrize("length", [16, 28])
def test_the_largest_and_the_smallest_subnet(network: Network, length: int):
    network.subnet(f"10.110.0.0/{length}")


def test_a_subnet_without_a_zone_is_in_its_own_region(network: Network):
    (found,) = network.ec2.describe_subnets(SubnetIds=[network.subnet()])["Subnets"]
    assert found["AvailabilityZone"] == "us-west-2a"
    assert found["AvailableIpAddressCount"] == 251
    assert not found["DefaultForAz"]


def test_a_subnet_in_a_zone_by_its_id_is_found(network: Network):
    id_ = network.subnet(AvailabilityZoneId="usw2-az1")
    (found,) = network.ec2.describe_subnets(Filters=[{"Name": "availability-zone-id", "Values": ["usw2-az1"]}])[
        "Subnets"
    ][-1:]
    assert found["SubnetId"] == id_
    network.ec2.delete_subnet(SubnetId=id_)
    assert code_of(network.ec2.describe_subnets, SubnetIds=[id_]) == "InvalidSubnetID.NotFound"


def test_a_vpc_has_200_subnets(network: Network):
    for number in range(200):
        network.subnet(f"10.110.{number}.0/24")
    one_more = {"VpcId": network.vpc, "CidrBlock": "10.110.200.0/24"}
    assert code_of(network.ec2.create_subnet, **one_more) == "SubnetLimitExceeded"


def test_deleting_a_subnet_ends_its_associations(network: Network):
    own, subnet, table = network.ec2, network.subnet(), network.table()
    own.associate_route_table(RouteTableId=table, SubnetId=subnet)
    own.delete_subnet(SubnetId=subnet)
    assert own.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Associations"] == []
    assert network.acl["Associations"] == []
    own.delete_route_table(RouteTableId=table)


def test_a_subnet_has_one_ipv6_block_of_its_vpc(six: Network):
    own, block = six.ec2, ipv6_block(six, 1)
    subnet = six.subnet()
    made = own.associate_subnet_cidr_block(SubnetId=subnet, Ipv6CidrBlock=block)["Ipv6CidrBlockAssociation"]
    assert (made["Ipv6CidrBlock"], made["Ipv6CidrBlockState"]) == (block, {"State": "associating"})
    again = {"SubnetId": subnet, "Ipv6CidrBlock": ipv6_block(six, 2)}
    assert code_of(own.associate_subnet_cidr_block, **again) == "InvalidSubnet.Conflict"
    same = {"VpcId": six.vpc, "CidrBlock": "10.110.1.0/24", "Ipv6CidrBlock": block}
    assert code_of(own.create_subnet, **same) == "InvalidSubnet.Conflict"
    own.disassociate_subnet_cidr_block(AssociationId=made["AssociationId"])
    gone = own.disassociate_subnet_cidr_block
    assert code_of(gone, AssociationId=made["AssociationId"]) == "InvalidSubnetCidrBlockAssociationID.NotFound"


def test_an_ipv6_only_subnet_has_no_ipv4_block(six: Network):
    request = {"VpcId": six.vpc, "Ipv6CidrBlock": ipv6_block(six, 3), "Ipv6Native": True}
    made = six.ec2.create_subnet(**request)["Subnet"]
    assert "CidrBlock" not in made
    assert made["Ipv6Native"]
    public = {"SubnetId": made["SubnetId"], "MapPublicIpOnLaunch": {"Value": True}}
    assert code_of(six.ec2.modify_subnet_attribute, **public) == "InvalidParameterValue"


def test_attributes_change_one_at_a_time(six: Network):
    own = six.ec2
    subnet = six.subnet()
    own.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    own.modify_subnet_attribute(SubnetId=subnet, PrivateDnsHostnameTypeOnLaunch="resource-name")
    own.modify_subnet_attribute(SubnetId=subnet, EnableResourceNameDnsARecordOnLaunch={"Value": True})
    (found,) = own.describe_subnets(SubnetIds=[subnet])["Subnets"]
    assert found["MapPublicIpOnLaunch"]
    assert found["PrivateDnsNameOptionsOnLaunch"] == {
        "HostnameType": "resource-name",
        "EnableResourceNameDnsARecord": True,
        "EnableResourceNameDnsAAAARecord": False,
    }
    both = {"SubnetId": subnet, "MapPublicIpOnLaunch": {"Value": True}, "EnableDns64": {"Value": True}}
    assert code_of(own.modify_subnet_attribute, **both) == "InvalidParameterCombination"
    assert code_of(own.modify_subnet_attribute, SubnetId=subnet) == "InvalidParameterCombination"
    assert code_of(own.modify_subnet_attribute, SubnetId=subnet, MapPublicIpOnLaunch={}) == "MissingParameter"
    assign = {"SubnetId": subnet, "AssignIpv6AddressOnCreation": {"Value": True}}
    assert code_of(own.modify_subnet_attribute, **assign) == "InvalidParameterValue"
    own.associate_subnet_cidr_block(SubnetId=subnet, Ipv6CidrBlock=ipv6_block(six, 4))
    own.modify_subnet_attribute(**assign)
