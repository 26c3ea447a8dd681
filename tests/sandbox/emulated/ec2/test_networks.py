"""VPCs through the engine: errors as AWS's, and isolation of accounts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.sandbox.emulated.refusals import refusal

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]


@pytest.fixture
def ec2(client: Client, account: str) -> Any:
    return client("ec2", account)


@pytest.fixture
def theirs(client: Client, account: str) -> Any:
    return client("ec2", str(int(account) ^ 1))


@pytest.fixture
def vpc(ec2: Any) -> str:
    return str(ec2.create_vpc(CidrBlock="10.33.0.0/16")["Vpc"]["VpcId"])


@pytest.fixture
def subnet(ec2: Any, vpc: str) -> str:
    made = ec2.create_subnet(VpcId=vpc, CidrBlock="10.33.0.0/24", AvailabilityZoneId="use1-az1")
    return str(made["Subnet"]["SubnetId"])


def zones(ec2: Any) -> dict[str, str]:
    return {each["ZoneName"]: each["ZoneId"] for each in ec2.describe_availability_zones()["AvailabilityZones"]}


def test_a_zone_id_is_the_same_in_every_account(ec2: Any, theirs: Any):
    assert zones(ec2) == zones(theirs)
    assert {"use1-az1", "use1-az2"} <= set(zones(ec2).values())


def test_a_subnet_assigns_public_addresses_only_when_enabled(ec2: Any, vpc: str, subnet: str):
    (found,) = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"]
    assert (found["AvailabilityZoneId"], found["MapPublicIpOnLaunch"], found["DefaultForAz"]) == (
        "use1-az1",
        False,
        False,
    )
    wrong = {"VpcId": vpc, "CidrBlock": "10.33.9.0/24", "AvailabilityZoneId": "use1-az9"}
    assert refusal(ec2.create_subnet, **wrong) == "InvalidParameterValue"


def test_a_vpc_is_visible_only_in_its_account(ec2: Any, theirs: Any, vpc: str):
    assert ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["CidrBlock"] == "10.33.0.0/16"
    assert refusal(theirs.describe_vpcs, VpcIds=[vpc]) == "InvalidVpcID.NotFound"


def test_members_of_the_default_group_reach_one_another(ec2: Any, vpc: str):
    named = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
    (group,) = ec2.describe_security_groups(Filters=named)["SecurityGroups"]
    (rule,) = group["IpPermissions"]
    assert rule["UserIdGroupPairs"][0]["GroupId"] == group["GroupId"]


def test_an_interface_has_only_its_requested_address(ec2: Any, subnet: str):
    made = ec2.create_network_interface(SubnetId=subnet, PrivateIpAddress="10.33.0.20")["NetworkInterface"]
    assert made["PrivateIpAddress"] == "10.33.0.20"
    assert len(made["MacAddress"].split(":")) == 6
    again = {"SubnetId": subnet, "PrivateIpAddress": "10.33.0.20"}
    assert refusal(ec2.create_network_interface, **again) == "InvalidIPAddress.InUse"
    outside = {"SubnetId": subnet, "PrivateIpAddress": "10.34.0.20"}
    assert refusal(ec2.create_network_interface, **outside) == "InvalidParameterValue"
    unknown = {"SubnetId": subnet, "Groups": ["sg-0123456789abcdef0"]}
    assert refusal(ec2.create_network_interface, **unknown) == "InvalidGroup.NotFound"


def test_interfaces_created_concurrently_get_addresses_of_their_own(ec2: Any, subnet: str):
    def make(_number: int) -> str:
        return str(ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["PrivateIpAddress"])

    with ThreadPoolExecutor(8) as threads:
        addresses = list(threads.map(make, range(16)))
    assert len(set(addresses)) == 16


def test_a_resource_in_use_cannot_be_deleted(ec2: Any, vpc: str, subnet: str):
    group = ec2.create_security_group(GroupName="app", Description="app", VpcId=vpc)["GroupId"]
    interface = ec2.create_network_interface(SubnetId=subnet, Groups=[group])["NetworkInterface"]
    assert refusal(ec2.delete_security_group, GroupId=group) == "DependencyViolation"
    assert refusal(ec2.delete_subnet, SubnetId=subnet) == "DependencyViolation"
    ec2.delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])
    ec2.delete_security_group(GroupId=group)
    ec2.delete_subnet(SubnetId=subnet)


def test_a_group_that_a_rule_references_cannot_be_deleted(ec2: Any, vpc: str):
    app, edge = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"] for name in ("app", "edge")
    )
    ec2.authorize_security_group_ingress(GroupId=app, IpPermissions=[https(UserIdGroupPairs=[{"GroupId": edge}])])
    assert refusal(ec2.delete_security_group, GroupId=edge) == "DependencyViolation"
    assert refusal(ec2.delete_security_group, GroupId=default_group(ec2, vpc)) == "CannotDelete"


def https(**ends: Any) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, **ends}


def default_group(ec2: Any, vpc: str) -> str:
    named = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
    return str(ec2.describe_security_groups(Filters=named)["SecurityGroups"][0]["GroupId"])


def active(ec2: Any, peering: str) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        (found,) = ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[peering])["VpcPeeringConnections"]
        if found["Status"]["Code"] == "active":
            return
        time.sleep(0.05)
    pytest.fail(f"{peering} is still {found['Status']['Code']}")


def test_a_rule_may_reference_a_group_of_another_account_over_a_peering_connection(ec2: Any, theirs: Any, vpc: str):
    their_vpc = theirs.create_vpc(CidrBlock="10.34.0.0/16")["Vpc"]
    app, owner = default_group(theirs, their_vpc["VpcId"]), their_vpc["OwnerId"]
    mine = default_group(ec2, vpc)
    named = https(UserIdGroupPairs=[{"GroupId": app, "UserId": owner}])
    request = {"GroupId": mine, "IpPermissions": [named]}
    assert refusal(ec2.authorize_security_group_ingress, **request) == "InvalidGroup.NotFound"
    wanted = {"VpcId": vpc, "PeerVpcId": their_vpc["VpcId"], "PeerOwnerId": owner}
    connection = ec2.create_vpc_peering_connection(**wanted)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    theirs.get_waiter("vpc_peering_connection_exists").wait(VpcPeeringConnectionIds=[connection])
    theirs.accept_vpc_peering_connection(VpcPeeringConnectionId=connection)
    active(ec2, connection)
    (rule,) = ec2.authorize_security_group_ingress(**request)["SecurityGroupRules"]
    peered = {"VpcId": their_vpc["VpcId"], "VpcPeeringConnectionId": connection, "PeeringStatus": "active"}
    assert rule["ReferencedGroupInfo"] == {"GroupId": app, "UserId": owner, **peered}
    missing = https(UserIdGroupPairs=[{"GroupId": "sg-0123456789abcdef0", "UserId": owner}])
    request = {"GroupId": mine, "IpPermissions": [missing]}
    assert refusal(ec2.authorize_security_group_ingress, **request) == "InvalidGroup.NotFound"


def test_a_rule_keeps_the_type_of_its_peer(ec2: Any, vpc: str):
    group = default_group(ec2, vpc)
    from_inside = https(IpRanges=[{"CidrIp": "10.0.0.0/8"}])
    (rule,) = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[from_inside])["SecurityGroupRules"]
    changed = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroupId": group}
    updates = [{"SecurityGroupRuleId": rule["SecurityGroupRuleId"], "SecurityGroupRule": changed}]
    request = {"GroupId": group, "SecurityGroupRules": updates}
    assert refusal(ec2.modify_security_group_rules, **request) == "InvalidParameterValue"


def test_a_routes_target_must_be_reachable_from_the_vpc(ec2: Any, vpc: str):
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    route = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
    assert refusal(ec2.create_route, **route, GatewayId=gateway) == "InvalidParameterValue"
    nowhere = {**route, "TransitGatewayId": "tgw-0123456789abcdef0"}
    assert refusal(ec2.create_route, **nowhere) == "InvalidTransitGatewayID.NotFound"
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.create_route(**route, GatewayId=gateway)
    local = {"RouteTableId": table, "DestinationCidrBlock": "10.33.0.0/16"}
    assert refusal(ec2.delete_route, **local) == "InvalidParameterValue"
    ec2.delete_route(**route)


ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [ALLOW]})


def test_a_gateway_endpoint_has_routes_in_its_tables(ec2: Any, vpc: str):
    first, second = (ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in range(2))
    made = ec2.create_vpc_endpoint(
        VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3", RouteTableIds=[first], PolicyDocument=POLICY
    )["VpcEndpoint"]
    assert (made["VpcEndpointType"], made["PrivateDnsEnabled"]) == ("Gateway", False)
    id_ = made["VpcEndpointId"]
    (s3,) = (
        each["PrefixListId"]
        for each in ec2.describe_prefix_lists()["PrefixLists"]
        if each["PrefixListName"] == "com.amazonaws.us-east-1.s3"
    )

    def has_endpoint_route(table: str) -> bool:
        routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        return any((each.get("DestinationPrefixListId"), each.get("GatewayId")) == (s3, id_) for each in routes)

    assert (has_endpoint_route(first), has_endpoint_route(second)) == (True, False)
    ec2.modify_vpc_endpoint(VpcEndpointId=id_, AddRouteTableIds=[second], RemoveRouteTableIds=[first])
    assert (has_endpoint_route(first), has_endpoint_route(second)) == (False, True)
    (found,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[id_])["VpcEndpoints"]
    assert json.loads(found["PolicyDocument"]) == json.loads(POLICY)
    ec2.delete_vpc_endpoints(VpcEndpointIds=[id_])
    assert (has_endpoint_route(first), has_endpoint_route(second)) == (False, False)


def test_an_endpoint_needs_a_known_service_and_a_valid_policy(ec2: Any, vpc: str):
    nonsense = {"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.nonsense"}
    assert refusal(ec2.create_vpc_endpoint, **nonsense) == "InvalidServiceName"
    unreadable = {"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.s3", "PolicyDocument": "allow"}
    assert refusal(ec2.create_vpc_endpoint, **unreadable) == "InvalidPolicyDocument"


def test_an_acl_ends_with_a_rule_that_denies_and_refuses_missing_entries(ec2: Any, vpc: str):
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]
    assert [each["RuleNumber"] for each in acl["Entries"]] == [32767, 32767]
    id_ = acl["NetworkAclId"]
    ping = {"Protocol": "1", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8", "IcmpTypeCode": {"Type": 8, "Code": 0}}
    ec2.create_network_acl_entry(NetworkAclId=id_, RuleNumber=100, Egress=False, **ping)
    (found,) = ec2.describe_network_acls(NetworkAclIds=[id_])["NetworkAcls"]
    (entry,) = (each for each in found["Entries"] if each["RuleNumber"] == 100)
    assert entry["IcmpTypeCode"] == {"Type": 8, "Code": 0}
    absent = {"NetworkAclId": id_, "RuleNumber": 110, "Egress": True}
    assert refusal(ec2.delete_network_acl_entry, **absent) == "InvalidNetworkAclEntry.NotFound"
    assert refusal(ec2.replace_network_acl_entry, **absent, **ping) == "InvalidNetworkAclEntry.NotFound"


def settle(ec2: Any, prefix_list: str) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        (found,) = ec2.describe_managed_prefix_lists(PrefixListIds=[prefix_list])["PrefixLists"]
        if found["State"].endswith("-complete"):
            return
        time.sleep(0.05)
    pytest.fail(f"{prefix_list} is still {found['State']}")


def test_a_prefix_list_has_versions(ec2: Any):
    made = ec2.create_managed_prefix_list(
        PrefixListName="datacentre", MaxEntries=2, AddressFamily="IPv4", Entries=[{"Cidr": "10.0.0.0/12"}]
    )["PrefixList"]
    id_ = made["PrefixListId"]
    more = {"PrefixListId": id_, "CurrentVersion": 1, "AddEntries": [{"Cidr": "10.64.0.0/12"}]}
    settle(ec2, id_)
    assert ec2.modify_managed_prefix_list(**more)["PrefixList"]["Version"] == 2
    settle(ec2, id_)
    assert refusal(ec2.modify_managed_prefix_list, **more) == "PrefixListVersionMismatch"
    over = {"PrefixListId": id_, "CurrentVersion": 2, "AddEntries": [{"Cidr": "192.0.2.0/24"}]}
    assert refusal(ec2.modify_managed_prefix_list, **over) == "PrefixListMaxEntriesExceeded"
    first = ec2.get_managed_prefix_list_entries(PrefixListId=id_, TargetVersion=1)["Entries"]
    assert [each["Cidr"] for each in first] == ["10.0.0.0/12"]


def test_prefix_lists_of_aws_are_the_same_in_every_account(ec2: Any, theirs: Any):
    assert ec2.describe_prefix_lists()["PrefixLists"] == theirs.describe_prefix_lists()["PrefixLists"]


def test_a_deleted_nat_gateway_releases_its_address(ec2: Any, vpc: str, subnet: str):
    internet = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=internet, VpcId=vpc)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    made = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]
    assert made["ConnectivityType"] == "public"
    assert made["NatGatewayAddresses"][0]["PrivateIp"].startswith("10.33.0.")
    ec2.delete_nat_gateway(NatGatewayId=made["NatGatewayId"])
    assert "AssociationId" not in ec2.describe_addresses(AllocationIds=[address])["Addresses"][0]
    assert ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayAddresses"]


def test_dhcp_options_keep_their_tags(ec2: Any):
    made = ec2.create_dhcp_options(
        DhcpConfigurations=[{"Key": "domain-name", "Values": ["dc.gilt.example"]}],
        TagSpecifications=[{"ResourceType": "dhcp-options", "Tags": [{"Key": "a", "Value": "b"}]}],
    )["DhcpOptions"]
    (found,) = ec2.describe_dhcp_options(DhcpOptionsIds=[made["DhcpOptionsId"]])["DhcpOptions"]
    assert found["Tags"] == [{"Key": "a", "Value": "b"}]


def test_a_route_to_another_accounts_transit_gateway_needs_a_share_and_an_attachment(
    client: Client, account: str, ec2: Any, vpc: str, subnet: str
):
    hub = str(int(account) ^ 1)
    theirs, ram = client("ec2", hub), client("ram", hub)
    gateway = theirs.create_transit_gateway(Options={"AutoAcceptSharedAttachments": "enable"})["TransitGateway"]
    id_ = gateway["TransitGatewayId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    route = {"RouteTableId": table, "DestinationCidrBlock": "10.0.0.0/12", "TransitGatewayId": id_}
    assert refusal(ec2.create_route, **route) == "InvalidTransitGatewayID.NotFound"

    until(lambda: theirs.describe_transit_gateways(TransitGatewayIds=[id_])["TransitGateways"][0]["State"])
    ram.create_resource_share(name="hub", resourceArns=[gateway["TransitGatewayArn"]], principals=[account])
    (invitation,) = client("ram", account).get_resource_share_invitations()["resourceShareInvitations"]
    client("ram", account).accept_resource_share_invitation(
        resourceShareInvitationArn=invitation["resourceShareInvitationArn"]
    )
    assert refusal(ec2.create_route, **route) == "InvalidTransitGatewayID.NotFound"

    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=id_, VpcId=vpc, SubnetIds=[subnet])
    ec2.create_route(**route)
    (found,) = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
    assert ("10.0.0.0/12", id_) in [
        (each.get("DestinationCidrBlock"), each.get("TransitGatewayId")) for each in found["Routes"]
    ]


def until(read: Callable[[], str], wanted: str = "available") -> None:
    """Wait until a condition holds, for ten seconds at most."""
    for _ in range(100):
        if read() == wanted:
            return
        time.sleep(0.1)
    raise AssertionError(read())
