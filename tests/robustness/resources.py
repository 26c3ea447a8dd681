"""Resources whose identifiers the wrong requests name: the caller's own, another account's, and deleted ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from tests.robustness.wrong_requests import Identifiers

type Client = Callable[..., Any]

HINTS = {
    "vpcid": "vpc-", "subnetid": "subnet-", "groupid": "sg-", "securitygroupid": "sg-", "routetableid": "rtb-",
    "networkaclid": "acl-", "vpcendpointid": "vpce-", "prefixlistid": "pl-", "networkinterfaceid": "eni-",
    "internetgatewayid": "igw-", "natgatewayid": "nat-", "allocationid": "eipalloc-", "vpngatewayid": "vgw-",
    "customergatewayid": "cgw-", "vpnconnectionid": "vpn-", "transitgatewayid": "tgw-", "dhcpoptionsid": "dopt-",
    "transitgatewayattachmentid": "tgw-attach-", "transitgatewayroutetableid": "tgw-rtb-",
    "vpcpeeringconnectionid": "pcx-", "securitygroupruleid": "sgr-", "resourcesharearn": "arn:aws:ram",
    "rolename": "robust-role", "username": "robust-user", "policyarn": "arn:aws:iam", "hostedzoneid": "/hostedzone",
    "bucket": "robust-bucket", "directconnectgatewayid": "dxgw", "connectionid": "dxcon", "lagid": "dxlag",
    "serviceid": "vpce-svc-", "gatewayid": "igw-",
}  # fmt: skip
"""Last letters of a member's name -> how the identifiers begin that it takes."""


def identifiers(client: Client, own: str, other: str) -> Identifiers:
    """Create the resources of both accounts, and some that are deleted; return their identifiers."""
    return Identifiers(
        own=tuple(_create(client, own)),
        foreign=tuple(_create(client, other)),
        stale=tuple(_deleted(client, own)),
        hints=HINTS,
    )


def _create(client: Client, account: str) -> Iterator[str]:
    yield from _network(client("ec2", account))
    yield from _hybrid(client("ec2", account), client("directconnect", account))
    yield account
    iam = client("iam", account)
    trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    yield iam.create_role(RoleName="robust-role", AssumeRolePolicyDocument=document)["Role"]["RoleName"]
    yield iam.create_user(UserName="robust-user")["User"]["UserName"]
    allow = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
    yield iam.create_policy(PolicyName="robust-policy", PolicyDocument=allow)["Policy"]["Arn"]
    yield client("ram", account).create_resource_share(name="robust")["resourceShare"]["resourceShareArn"]
    zone = client("route53", account).create_hosted_zone(Name="robust.example", CallerReference=account)
    yield zone["HostedZone"]["Id"]
    bucket = f"robust-bucket-{account}"
    client("s3", account).create_bucket(Bucket=bucket)
    yield bucket


def _network(ec2: Any) -> Iterator[str]:
    vpc = ec2.create_vpc(CidrBlock="10.99.0.0/16")["Vpc"]["VpcId"]
    yield vpc
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.99.1.0/24")["Subnet"]["SubnetId"]
    yield subnet
    group = ec2.create_security_group(GroupName="robust", Description="robust", VpcId=vpc)["GroupId"]
    yield group
    permission = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
    added = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    yield added["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    yield table
    yield ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)["AssociationId"]
    yield ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    yield ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3")["VpcEndpoint"]["VpcEndpointId"]
    lists = ec2.create_managed_prefix_list(PrefixListName="robust", MaxEntries=2, AddressFamily="IPv4")
    yield lists["PrefixList"]["PrefixListId"]
    yield ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    internet = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=internet, VpcId=vpc)
    yield internet
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    yield address
    yield ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
    second = ec2.create_vpc(CidrBlock="10.98.0.0/16")["Vpc"]["VpcId"]
    yield second
    peering = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=second)
    yield peering["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    options = [{"Key": "domain-name", "Values": ["robust.example"]}]
    yield ec2.create_dhcp_options(DhcpConfigurations=options)["DhcpOptions"]["DhcpOptionsId"]


def _hybrid(ec2: Any, direct_connect: Any) -> Iterator[str]:
    yield ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    customer = ec2.create_customer_gateway(Type="ipsec.1", PublicIp="198.51.100.7", BgpAsn=65007)["CustomerGateway"]
    yield customer["CustomerGatewayId"]
    yield ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    gateway = direct_connect.create_direct_connect_gateway(directConnectGatewayName="robust")["directConnectGateway"]
    yield gateway["directConnectGatewayId"]
    line = direct_connect.create_connection(location="EqDC2", bandwidth="1Gbps", connectionName="robust")
    yield line["connectionId"]


def _deleted(client: Client, account: str) -> Iterator[str]:
    ec2 = client("ec2", account)
    vpc = ec2.create_vpc(CidrBlock="10.97.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.97.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="stale", Description="stale", VpcId=vpc)["GroupId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3")["VpcEndpoint"]
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    for delete, request in (
        (ec2.delete_network_interface, {"NetworkInterfaceId": interface}),
        (ec2.delete_vpc_endpoints, {"VpcEndpointIds": [endpoint["VpcEndpointId"]]}),
        (ec2.delete_route_table, {"RouteTableId": table}),
        (ec2.delete_security_group, {"GroupId": group}),
        (ec2.delete_subnet, {"SubnetId": subnet}),
        (ec2.delete_vpc, {"VpcId": vpc}),
        (ec2.delete_vpn_gateway, {"VpnGatewayId": gateway}),
    ):
        try:
            delete(**request)
        except ClientError as kept:
            raise AssertionError(f"{request} is not deleted: {kept}") from kept
    yield from (vpc, subnet, group, table, endpoint["VpcEndpointId"], interface, gateway)
    iam = client("iam", account)
    iam.create_user(UserName="robust-user-deleted")
    iam.delete_user(UserName="robust-user-deleted")
    yield "robust-user-deleted"
