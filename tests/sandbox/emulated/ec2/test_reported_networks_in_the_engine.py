"""Sequences of public bug reports on emulated VPCs, over HTTP; their neighbours are tested in the test's process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.refusals import refusal

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]


@pytest.fixture
def ec2(client: Client, account: str) -> Any:
    return client("ec2", account)


@pytest.fixture
def theirs(client: Client, account: str) -> Any:
    return client("ec2", str(int(account) ^ 1))


def new_vpc(ec2: Any, cidr: str) -> tuple[str, str]:
    """Create a VPC; return the ids of it and of its main route table."""
    vpc = ec2.create_vpc(CidrBlock=cidr)["Vpc"]["VpcId"]
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"]
    return vpc, tables[0]["RouteTableId"]


def attached_gateway(ec2: Any, vpc: str) -> str:
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    return str(gateway)


def status_of_refusal(call: Callable[..., Any], **request: Any) -> int:
    with pytest.raises(ClientError) as refused:
        call(**request)
    return int(refused.value.response["ResponseMetadata"]["HTTPStatusCode"])


def routes(ec2: Any, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    return found


def test_r1_a_destination_with_host_bits_does_not_break_its_table(ec2: Any):
    vpc, table = new_vpc(ec2, "10.110.0.0/16")
    gateway = attached_gateway(ec2, vpc)
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="172.22.9.4/16", GatewayId=gateway)
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="172.23.0.0/16", GatewayId=gateway)
    assert [(it["DestinationCidrBlock"], it["State"]) for it in routes(ec2, table)] == [
        ("10.110.0.0/16", "active"),
        ("172.22.0.0/16", "active"),
        ("172.23.0.0/16", "active"),
    ]


def test_r3_a_route_has_a_destination_and_a_target(ec2: Any):
    vpc, table = new_vpc(ec2, "10.112.0.0/16")
    gateway = attached_gateway(ec2, vpc)
    assert status_of_refusal(ec2.create_route, RouteTableId=table, GatewayId=gateway) == 400
    assert status_of_refusal(ec2.create_route, RouteTableId=table, DestinationCidrBlock="172.24.0.0/16") == 400


def test_r5_the_main_table_cannot_be_deleted(ec2: Any):
    _, table = new_vpc(ec2, "10.115.0.0/16")
    assert refusal(ec2.delete_route_table, RouteTableId=table) == "DependencyViolation"


def test_r6_a_subnet_has_one_route_table(ec2: Any):
    vpc, _ = new_vpc(ec2, "10.116.0.0/16")
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.116.0.0/24")["Subnet"]["SubnetId"]
    first, second = (ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in range(2))
    ec2.associate_route_table(RouteTableId=first, SubnetId=subnet)
    request = {"RouteTableId": second, "SubnetId": subnet}
    assert refusal(ec2.associate_route_table, **request) == "Resource.AlreadyAssociated"


def test_r8_a_local_route_to_an_interface_has_one_target_origin_and_state(ec2: Any):
    vpc, table = new_vpc(ec2, "10.147.0.0/16")
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.147.0.0/24")["Subnet"]["SubnetId"]
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    ec2.replace_route(RouteTableId=table, DestinationCidrBlock="10.147.0.0/16", NetworkInterfaceId=interface)
    assert routes(ec2, table) == [
        {
            "DestinationCidrBlock": "10.147.0.0/16",
            "NetworkInterfaceId": interface,
            "Origin": "CreateRouteTable",
            "State": "active",
        }
    ]


def test_p1_a_peering_of_overlapping_ranges_fails(ec2: Any, theirs: Any, account: str):
    (vpc, _), (other, _) = new_vpc(ec2, "10.118.0.0/16"), new_vpc(theirs, "10.118.0.0/17")
    request = {"VpcId": vpc, "PeerVpcId": other, "PeerOwnerId": str(int(account) ^ 1)}
    id_ = ec2.create_vpc_peering_connection(**request)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    time.sleep(0.2)
    (found,) = ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[id_])["VpcPeeringConnections"]
    assert found["Status"]["Code"] == "failed"


def test_p3_an_unknown_peering_connection_is_not_found(ec2: Any):
    id_, code = "pcx-0123456789abcdef0", "InvalidVpcPeeringConnectionID.NotFound"
    assert refusal(ec2.describe_vpc_peering_connections, VpcPeeringConnectionIds=[id_]) == code
    assert refusal(ec2.accept_vpc_peering_connection, VpcPeeringConnectionId=id_) == code


def test_p4_two_vpcs_have_one_peering_connection(ec2: Any, theirs: Any, account: str):
    (vpc, _), (other, _) = new_vpc(ec2, "10.121.0.0/16"), new_vpc(theirs, "10.122.0.0/16")
    request = {"VpcId": vpc, "PeerVpcId": other, "PeerOwnerId": str(int(account) ^ 1)}
    id_ = ec2.create_vpc_peering_connection(**request)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    theirs.accept_vpc_peering_connection(VpcPeeringConnectionId=id_)
    assert refusal(ec2.create_vpc_peering_connection, **request) == "VpcPeeringConnectionAlreadyExists"


def test_n1_entries_of_an_acl_make_sense(ec2: Any):
    vpc, _ = new_vpc(ec2, "10.123.0.0/16")
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    good = {"NetworkAclId": acl, "RuleNumber": 10, "Protocol": "6", "RuleAction": "allow", "Egress": False}
    good |= {"CidrBlock": "10.0.0.0/8", "PortRange": {"From": 443, "To": 443}}
    wrong: list[dict[str, Any]] = [
        {"RuleNumber": 0},
        {"PortRange": None},
        {"PortRange": {"From": 500, "To": 400}},
        {"Protocol": "1", "PortRange": None},
        {"RuleAction": "maybe"},
        {"Protocol": "300", "PortRange": None},
        {"CidrBlock": None},
        {"CidrBlock": "10.0.0.0/99"},
    ]
    for change in wrong:
        request = {name: value for name, value in {**good, **change}.items() if value is not None}
        assert status_of_refusal(ec2.create_network_acl_entry, **request) == 400, change
    ec2.create_network_acl_entry(**good)


def test_n3_and_n4_an_acl_has_canonical_ranges_and_20_rules(ec2: Any):
    vpc, _ = new_vpc(ec2, "10.125.0.0/16")
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    entry = {"NetworkAclId": acl, "Protocol": "-1", "RuleAction": "allow", "Egress": False}
    for number in range(1, 21):
        ec2.create_network_acl_entry(**entry, RuleNumber=number, CidrBlock=f"10.{number}.2.1/16")
    one_more = {**entry, "RuleNumber": 21, "CidrBlock": "10.21.0.0/16"}
    assert refusal(ec2.create_network_acl_entry, **one_more) == "NetworkAclEntryLimitExceeded"
    (found,) = ec2.describe_network_acls(NetworkAclIds=[acl])["NetworkAcls"]
    kept = [it["CidrBlock"] for it in found["Entries"] if not it["Egress"] and it["RuleNumber"] <= 20]
    assert kept == [f"10.{number}.0.0/16" for number in range(1, 21)]


def test_u1_subnets_are_of_28_bits_at_most_and_ranges_do_not_overlap(ec2: Any):
    vpc, _ = new_vpc(ec2, "10.140.0.0/16")
    assert refusal(ec2.create_subnet, VpcId=vpc, CidrBlock="10.140.9.0/29") == "InvalidSubnet.Range"
    assert refusal(ec2.associate_vpc_cidr_block, VpcId=vpc, CidrBlock="10.140.0.0/20") == "InvalidVpc.Range"


def test_u3_a_vpc_has_one_internet_gateway(ec2: Any):
    vpc, _ = new_vpc(ec2, "10.142.0.0/16")
    attached_gateway(ec2, vpc)
    other = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    assert status_of_refusal(ec2.attach_internet_gateway, InternetGatewayId=other, VpcId=vpc) == 400


def test_u4_vpcs_and_subnets_keep_no_host_bits(ec2: Any):
    vpc = ec2.create_vpc(CidrBlock="10.143.6.7/16")["Vpc"]
    subnet = ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock="10.143.8.9/24")["Subnet"]
    assert (vpc["CidrBlock"], subnet["CidrBlock"]) == ("10.143.0.0/16", "10.143.8.0/24")
