from __future__ import annotations

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of


def test_a_secondary_range_has_a_local_route_in_every_table_until_it_goes(network: Network):
    own, other = network.ec2, network.table()
    made = own.associate_vpc_cidr_block(VpcId=network.vpc, CidrBlock="10.111.5.6/16")["CidrBlockAssociation"]
    assert (made["CidrBlock"], made["CidrBlockState"]) == ("10.111.0.0/16", {"State": "associating"})
    for table in (network.main, other):
        assert [route["DestinationCidrBlock"] for route in network.routes(table)] == ["10.110.0.0/16", "10.111.0.0/16"]
    own.disassociate_vpc_cidr_block(AssociationId=made["AssociationId"])
    for table in (network.main, other):
        assert [route["DestinationCidrBlock"] for route in network.routes(table)] == ["10.110.0.0/16"]
    again = own.disassociate_vpc_cidr_block
    assert code_of(again, AssociationId=made["AssociationId"]) == "InvalidVpcCidrBlockAssociationID.NotFound"


@pytest.mark.parametrize("cidr", ["10.110.0.0/17", "192.168.0.0/16", "198.19.0.0/24", "10.9.0.0/8"])
def test_ranges_that_overlap_or_are_restricted_are_refused(network: Network, cidr: str):
    assert code_of(network.ec2.associate_vpc_cidr_block, VpcId=network.vpc, CidrBlock=cidr) == "InvalidVpc.Range"


def test_a_range_may_not_hold_the_destination_of_a_route(network: Network):
    own = network.ec2
    own.create_route(RouteTableId=network.main, DestinationCidrBlock="10.120.4.0/24", GatewayId=network.internet())
    associate = own.associate_vpc_cidr_block
    assert code_of(associate, VpcId=network.vpc, CidrBlock="10.120.4.0/24") == "InvalidVpc.Range"
    assert code_of(associate, VpcId=network.vpc, CidrBlock="10.120.0.0/16") == "InvalidVpc.Range"
    associate(VpcId=network.vpc, CidrBlock="10.120.4.0/25")


def test_a_vpc_has_five_ranges(network: Network):
    for number in range(111, 115):
        network.ec2.associate_vpc_cidr_block(VpcId=network.vpc, CidrBlock=f"10.{number}.0.0/16")
    one_more = {"VpcId": network.vpc, "CidrBlock": "10.115.0.0/16"}
    assert code_of(network.ec2.associate_vpc_cidr_block, **one_more) == "CidrLimitExceeded"


def test_the_primary_range_and_one_in_use_stay(network: Network):
    own = network.ec2
    (vpc,) = own.describe_vpcs(VpcIds=[network.vpc])["Vpcs"]
    (primary,) = vpc["CidrBlockAssociationSet"]
    disassociate = own.disassociate_vpc_cidr_block
    assert code_of(disassociate, AssociationId=primary["AssociationId"]) == "OperationNotPermitted"
    made = own.associate_vpc_cidr_block(VpcId=network.vpc, CidrBlock="10.111.0.0/16")["CidrBlockAssociation"]
    network.subnet("10.111.0.0/24")
    assert code_of(disassociate, AssociationId=made["AssociationId"]) == "InvalidCidrBlock.InUse"


def test_exactly_one_range_is_associated(network: Network):
    associate = network.ec2.associate_vpc_cidr_block
    assert code_of(associate, VpcId=network.vpc) == "MissingParameter"
    both = {"VpcId": network.vpc, "CidrBlock": "10.111.0.0/16", "AmazonProvidedIpv6CidrBlock": True}
    assert code_of(associate, **both) == "InvalidParameterCombination"
    assert code_of(associate, VpcId="vpc-0123456789abcdef0", CidrBlock="10.111.0.0/16") == "InvalidVpcID.NotFound"


def test_an_ipv6_range_opens_the_default_acl_and_is_closed_in_others(own: Ec2):
    network = Network(own)
    closed = own.create_network_acl(VpcId=network.vpc)["NetworkAcl"]["NetworkAclId"]
    own.associate_vpc_cidr_block(VpcId=network.vpc, AmazonProvidedIpv6CidrBlock=True)
    (vpc,) = own.describe_vpcs(VpcIds=[network.vpc])["Vpcs"]
    (range_,) = vpc["Ipv6CidrBlockAssociationSet"]
    assert range_["Ipv6CidrBlock"].endswith("/56")
    assert [route.get("DestinationIpv6CidrBlock") for route in network.routes(network.main)] == [
        None,
        range_["Ipv6CidrBlock"],
    ]
    inbound = [(each["RuleNumber"], each["RuleAction"]) for each in network.acl["Entries"] if not each["Egress"]]
    assert inbound == [(100, "allow"), (101, "allow"), (32767, "deny"), (32768, "deny")]
    (other,) = own.describe_network_acls(NetworkAclIds=[closed])["NetworkAcls"]
    assert {each["RuleNumber"] for each in other["Entries"]} == {32767, 32768}
