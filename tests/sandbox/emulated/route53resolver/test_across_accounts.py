"""Resolver endpoints and rules, with associations of other accounts' VPCs, through the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tests.sandbox.emulated.refusals import refusal

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]

TARGETS = [{"Ip": "10.0.0.53"}, {"Ip": "10.0.1.53", "Port": 5353}]


@dataclass(frozen=True)
class Network:
    """A VPC with subnets and a security group for an endpoint."""

    vpc: str
    subnets: tuple[str, str]
    group: str


@pytest.fixture
def network(client: Client, account: str) -> Network:
    ec2 = client("ec2", account)
    vpc = ec2.create_vpc(CidrBlock="10.17.0.0/20")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZoneId=zone)["Subnet"]["SubnetId"]
        for cidr, zone in (("10.17.0.0/24", "use1-az1"), ("10.17.1.0/24", "use1-az2"))
    ]
    group = ec2.create_security_group(GroupName="dns", Description="dns", VpcId=vpc)["GroupId"]
    return Network(vpc, (subnets[0], subnets[1]), group)


def endpoint(resolver: Any, network: Network, direction: str) -> str:
    made = resolver.create_resolver_endpoint(
        CreatorRequestId=str(uuid4()),
        Name=direction.lower(),
        Direction=direction,
        SecurityGroupIds=[network.group],
        IpAddresses=[
            {"SubnetId": subnet, "Ip": f"10.17.{number}.{10 if direction == 'INBOUND' else 11}"}
            for number, subnet in enumerate(network.subnets)
        ],
    )["ResolverEndpoint"]
    assert made["Status"] == "CREATING"
    return str(made["Id"])


def rule(resolver: Any, outbound: str, name: str = "dc.gilt.example") -> dict[str, Any]:
    made: dict[str, Any] = resolver.create_resolver_rule(
        CreatorRequestId=str(uuid4()),
        Name="datacentre",
        RuleType="FORWARD",
        DomainName=name,
        TargetIps=TARGETS,
        ResolverEndpointId=outbound,
    )["ResolverRule"]
    return made


def test_an_endpoint_has_interfaces_at_its_addresses(client: Client, account: str, network: Network):
    resolver = client("route53resolver", account)
    made = endpoint(resolver, network, "INBOUND")
    found = resolver.get_resolver_endpoint(ResolverEndpointId=made)["ResolverEndpoint"]
    assert (found["Status"], found["HostVPCId"], found["Protocols"]) == ("OPERATIONAL", network.vpc, ["Do53"])
    addresses = resolver.list_resolver_endpoint_ip_addresses(ResolverEndpointId=made)["IpAddresses"]
    assert sorted(each["Ip"] for each in addresses) == ["10.17.0.10", "10.17.1.10"]
    interfaces = client("ec2", account).describe_network_interfaces(
        Filters=[{"Name": "vpc-id", "Values": [network.vpc]}]
    )["NetworkInterfaces"]
    assert sorted(each["PrivateIpAddress"] for each in interfaces) == ["10.17.0.10", "10.17.1.10"]


def test_a_forwarding_rule_needs_an_outbound_endpoint(client: Client, account: str, network: Network):
    resolver = client("route53resolver", account)
    inbound, outbound = (endpoint(resolver, network, direction) for direction in ("INBOUND", "OUTBOUND"))
    made = rule(resolver, outbound)
    assert (made["DomainName"], made["ShareStatus"]) == ("dc.gilt.example.", "NOT_SHARED")
    assert made["TargetIps"] == [{"Ip": "10.0.0.53", "Port": 53}, {"Ip": "10.0.1.53", "Port": 5353}]
    request = {"CreatorRequestId": "x", "RuleType": "FORWARD", "DomainName": "x.example"}
    assert refusal(resolver.create_resolver_rule, **request) == "InvalidRequestException"
    wrong = {**request, "TargetIps": TARGETS, "ResolverEndpointId": inbound}
    assert refusal(resolver.create_resolver_rule, **wrong) == "InvalidRequestException"
    system = {**request, "RuleType": "SYSTEM", "TargetIps": TARGETS, "ResolverEndpointId": outbound}
    assert refusal(resolver.create_resolver_rule, **system) == "InvalidRequestException"
    assert refusal(resolver.delete_resolver_endpoint, ResolverEndpointId=outbound) == "InvalidRequestException"


def test_a_rule_changes_its_targets(client: Client, account: str, network: Network):
    resolver = client("route53resolver", account)
    made = rule(resolver, endpoint(resolver, network, "OUTBOUND"))
    config = {"Name": "dc", "TargetIps": [{"Ip": "10.0.0.54"}]}
    after = resolver.update_resolver_rule(ResolverRuleId=made["Id"], Config=config)["ResolverRule"]
    assert (after["Name"], after["TargetIps"]) == ("dc", [{"Ip": "10.0.0.54", "Port": 53}])


def test_a_shared_rule_is_associated_with_another_accounts_vpc(client: Client, account: str, network: Network):
    other = str(int(account) ^ 1)
    resolver, theirs, ram = client("route53resolver", account), client("route53resolver", other), client("ram", account)
    made = rule(resolver, endpoint(resolver, network, "OUTBOUND"))
    vpc = client("ec2", other).create_vpc(CidrBlock="10.34.0.0/16")["Vpc"]["VpcId"]
    association = {"ResolverRuleId": made["Id"], "VPCId": vpc}
    assert refusal(theirs.associate_resolver_rule, **association, Name="dc") == "ResourceNotFoundException"
    assert theirs.list_resolver_rules()["ResolverRules"] == []

    share = ram.create_resource_share(name="dns", resourceArns=[made["Arn"]], principals=[other])["resourceShare"]
    (invitation,) = client("ram", other).get_resource_share_invitations()["resourceShareInvitations"]
    client("ram", other).accept_resource_share_invitation(
        resourceShareInvitationArn=invitation["resourceShareInvitationArn"]
    )
    (seen,) = theirs.list_resolver_rules(Filters=[{"Name": "Type", "Values": ["FORWARD"]}])["ResolverRules"]
    assert (seen["Id"], seen["ShareStatus"], seen["OwnerId"]) == (made["Id"], "SHARED_WITH_ME", account)
    mine = resolver.get_resolver_rule(ResolverRuleId=made["Id"])["ResolverRule"]
    assert mine["ShareStatus"] == "SHARED_BY_ME"
    assert refusal(theirs.delete_resolver_rule, ResolverRuleId=made["Id"]) == "AccessDeniedException"

    created = theirs.associate_resolver_rule(**association, Name="dc")["ResolverRuleAssociation"]
    found = theirs.get_resolver_rule_association(ResolverRuleAssociationId=created["Id"])["ResolverRuleAssociation"]
    assert (found["Status"], found["VPCId"]) == ("COMPLETE", vpc)
    assert refusal(theirs.associate_resolver_rule, **association) == "ResourceExistsException"
    assert refusal(resolver.delete_resolver_rule, ResolverRuleId=made["Id"]) == "ResourceInUseException"

    ram.delete_resource_share(resourceShareArn=share["resourceShareArn"])
    assert theirs.list_resolver_rules()["ResolverRules"] == []
    theirs.disassociate_resolver_rule(**association)
    resolver.delete_resolver_rule(ResolverRuleId=made["Id"])


def test_a_vpc_has_only_one_rule_for_a_domain(client: Client, account: str, network: Network):
    resolver = client("route53resolver", account)
    outbound = endpoint(resolver, network, "OUTBOUND")
    first, second = rule(resolver, outbound), rule(resolver, outbound)
    resolver.associate_resolver_rule(ResolverRuleId=first["Id"], VPCId=network.vpc)
    request = {"ResolverRuleId": second["Id"], "VPCId": network.vpc}
    assert refusal(resolver.associate_resolver_rule, **request) == "InvalidRequestException"
    nowhere = {"ResolverRuleId": first["Id"], "VPCId": "vpc-0123456789abcdef0"}
    assert refusal(resolver.associate_resolver_rule, **nowhere) == "InvalidParameterException"


def test_unsupported_protocols_are_refused_by_name(client: Client, account: str, network: Network):
    resolver = client("route53resolver", account)
    request = {
        "CreatorRequestId": "x",
        "Direction": "INBOUND",
        "SecurityGroupIds": [network.group],
        "IpAddresses": [{"SubnetId": each} for each in network.subnets],
    }
    assert refusal(resolver.create_resolver_endpoint, **request, Protocols=["DoH"]) == "InvalidParameterException"
    dual = {**request, "ResolverEndpointType": "DUALSTACK"}
    assert refusal(resolver.create_resolver_endpoint, **dual) == "InvalidParameterException"
