"""Native operations called by an external account for the resources of another account."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError, ParamValidationError

from tests.sandbox.emulated.response_texts import texts_of
from tests.sandbox.emulated.services_page import PAGE, natives, request

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]

OWNER, EXTERNAL = "444455556666", "777788889999"
SERVICES = ("budgets", "cloudtrail", "ec2", "ram", "route53", "route53resolver")
READS = ("Describe", "Get", "List", "Search", "Lookup")
CREATE_OPERATIONS = {
    *(
        "AllocateAddress",
        "CreateCustomerGateway",
        "CreateDhcpOptions",
        "CreateInternetGateway",
        "CreateManagedPrefixList",
        "CreateNetworkInsightsAccessScope",
        "CreateTransitGateway",
        "CreateVpc",
        "CreateVpnGateway",
    ),
    *("CreatePermission", "CreateResourceShare", "EnableSharingWithAwsOrganization"),
    *("CreateHostedZone", "CreateResolverRule", "CreateBudget"),
}
"""Operations that create a resource of the caller and refer to no other account."""


@dataclass(frozen=True)
class Owned:
    """The owner's resources by names of request members, and texts that reveal them in a response."""

    ids: dict[str, Any]
    revealing_texts: frozenset[str]


def network(client: Client) -> dict[str, Any]:
    """Create resources of EC2; return their ids."""
    ec2 = client("ec2", OWNER)
    vpc = ec2.create_vpc(CidrBlock="10.77.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.77.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="ours", Description="ours", VpcId=vpc)["GroupId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3", RouteTableIds=[table])
    lists = ec2.create_managed_prefix_list(
        PrefixListName="ours", MaxEntries=2, AddressFamily="IPv4", Entries=[{"Cidr": "10.0.0.0/12"}]
    )["PrefixList"]
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
    rule = ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}],
    )["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    id_, arn = lists["PrefixListId"], lists["PrefixListArn"]
    return {
        "VpcId": vpc,
        "SubnetId": subnet,
        "SubnetIds": [subnet],
        "GroupId": group,
        "RouteTableId": table,
        "RouteTableIds": [table],
        "NetworkAclId": acl,
        "NetworkAclIds": [acl],
        "VpcEndpointId": endpoint["VpcEndpoint"]["VpcEndpointId"],
        "VpcEndpointIds": [endpoint["VpcEndpoint"]["VpcEndpointId"]],
        "PrefixListId": id_,
        "PrefixListIds": [id_],
        "NetworkInterfaceId": interface,
        "GatewayId": gateway,
        "VpnGatewayId": gateway,
        "NatGatewayId": nat,
        "AllocationId": address,
        "SecurityGroupRules": [
            {
                "SecurityGroupRuleId": rule,
                "SecurityGroupRule": {"IpProtocol": "tcp", "FromPort": 3, "ToPort": 4, "CidrIpv4": "10.0.0.0/8"},
            }
        ],
        "resourceArns": [arn],
        "resourceArn": arn,
        "VPC": {"VPCId": vpc, "VPCRegion": "us-east-1"},
        "VPCId": vpc,
        "IpAddresses": [{"SubnetId": subnet}, {"SubnetId": subnet}],
        "SecurityGroupIds": [group],
        "CurrentVersion": 1,
    }


def shares(client: Client, arn: str) -> dict[str, Any]:
    """Create a share with a pending invitation and a permission in RAM; return their ARNs."""
    ram = client("ram", OWNER)
    share = ram.create_resource_share(name="ours", resourceArns=[arn], principals=["121212121212"])["resourceShare"]
    invitation = client("ram", "121212121212").get_resource_share_invitations()["resourceShareInvitations"][0]
    permission = ram.create_permission(
        name="ours",
        resourceType="ec2:PrefixList",
        policyTemplate=json.dumps({"Effect": "Allow", "Action": ["ec2:DescribeManagedPrefixLists"]}),
    )["permission"]["arn"]
    return {
        "resourceShareArn": share["resourceShareArn"],
        "resourceShareArns": [share["resourceShareArn"]],
        "resourceShareInvitationArn": invitation["resourceShareInvitationArn"],
        "resourceShareInvitationArns": [invitation["resourceShareInvitationArn"]],
        "permissionArn": permission,
        "permissionVersion": 1,
        "fromPermissionArn": permission,
        "toPermissionArn": permission,
        "principals": [EXTERNAL],
        "associationType": "PRINCIPAL",
        "resourceOwner": "SELF",
        "policyTemplate": json.dumps({"Effect": "Allow", "Action": ["ec2:DescribeManagedPrefixLists"]}),
        "tags": [{"key": "a", "value": "b"}],
    }


def names(client: Client, ours: dict[str, Any]) -> dict[str, Any]:
    """Create resources of Route 53 and Route 53 Resolver; return their ids."""
    zone = client("route53", OWNER).create_hosted_zone(
        Name="ours.example", CallerReference=str(uuid4()), VPC=ours["VPC"]
    )
    resolver = client("route53resolver", OWNER)
    rule = resolver.create_resolver_rule(
        CreatorRequestId=str(uuid4()), RuleType="SYSTEM", DomainName="ours.example", Name="ours"
    )["ResolverRule"]["Id"]
    ec2 = client("ec2", OWNER)
    second = ec2.create_subnet(VpcId=ours["VpcId"], CidrBlock="10.77.2.0/24", AvailabilityZone="us-east-1b")
    endpoint = resolver.create_resolver_endpoint(
        CreatorRequestId=str(uuid4()),
        Direction="INBOUND",
        SecurityGroupIds=[ours["GroupId"]],
        IpAddresses=[{"SubnetId": ours["SubnetId"]}, {"SubnetId": second["Subnet"]["SubnetId"]}],
    )["ResolverEndpoint"]["Id"]
    zone_id = zone["HostedZone"]["Id"].rpartition("/")[2]
    record = {"Name": "a.ours.example", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.1"}]}
    return {
        "HostedZoneId": zone_id,
        "Id": zone_id,
        "ResourceId": zone_id,
        "ResourceType": "hostedzone",
        "AddTags": [{"Key": "a", "Value": "b"}],
        "ChangeBatch": {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]},
        "ResolverRuleId": rule,
        "ResolverEndpointId": endpoint,
        "Config": {"Name": "mine"},
        "VPCRegion": "us-east-1",
    }


@pytest.fixture(scope="module")
def owned(client: Client) -> Owned:
    ec2 = network(client)
    ram = shares(client, ec2["resourceArn"])
    dns = names(client, ec2)
    client("s3", OWNER).create_bucket(Bucket=f"trail-{OWNER}")
    client("budgets", OWNER).create_budget(
        AccountId=OWNER,
        Budget={
            "BudgetName": "ours",
            "BudgetType": "COST",
            "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": "1", "Unit": "USD"},
        },
    )
    others = {
        "AccountId": OWNER,
        "BudgetName": "ours",
        "ResourceARN": f"arn:aws:budgets::{OWNER}:budget/ours",
        "TrailName": f"arn:aws:cloudtrail:us-east-1:{OWNER}:trail/ours",
        "S3BucketName": f"trail-{OWNER}",
    }
    ids = {**ec2, **ram, **dns, **others}
    revealing_texts = [
        text for value in ids.values() for text in texts_of(value) if len(text) > 10 and text != EXTERNAL
    ]
    return Owned(
        ids, frozenset(text for text in revealing_texts if text.count("-") and not text.startswith(("us-east", "{")))
    )


def request_for(client: Any, operation: str, owned: Owned) -> dict[str, Any]:
    """Return the smallest request for the owner's resources."""
    shape = client.meta.service_model.operation_model(operation).input_shape
    members = shape.members if shape else {}
    given = {name: _fitting(members[name], owned.ids[name]) for name in members if name in owned.ids}
    if client.meta.service_model.service_name == "cloudtrail" and "Name" in (shape.members if shape else {}):
        given["Name"] = owned.ids["TrailName"]
    if client.meta.service_model.service_name == "route53resolver":
        given.pop("ResourceId", None)
        given |= {"CreatorRequestId": str(uuid4()), "Direction": "INBOUND"} if operation.startswith("Create") else {}
    return request(shape) | given


def _fitting(shape: Any, value: Any) -> Any:
    """Return the value as a list where the member is one: DescribeSecurityGroupReferences has a list in GroupId."""
    return [value] if shape.type_name == "list" and not isinstance(value, list) else value


@pytest.mark.parametrize(
    ("service", "operation"),
    [(service, name) for service in SERVICES for name in natives(service) if name not in CREATE_OPERATIONS],
)
def test_an_external_account_is_refused_with_a_code_of_aws(client: Client, owned: Owned, service: str, operation: str):
    theirs = client(service, EXTERNAL)
    try:
        answer = getattr(theirs, xform_name(operation))(**request_for(theirs, operation, owned))
    except ParamValidationError as wrong:
        pytest.fail(f"the test's own request is wrong: {wrong}")
    except ClientError as refused:
        status = refused.response["ResponseMetadata"]["HTTPStatusCode"]
        assert 400 <= status < 500, refused  # noqa: PT017
        return
    if answer.get("Unsuccessful"):  # a deletion of several resources lists those that it refuses
        return
    assert operation.startswith(READS), f"{operation} succeeded: {answer}"
    assert not owned.revealing_texts & set(
        texts_of({key: value for key, value in answer.items() if key != "ResponseMetadata"})
    )


def test_the_services_page_lists_native_operations():
    assert PAGE.is_file()
    assert all(natives(service) for service in SERVICES)
