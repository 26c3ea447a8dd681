"""Analyses of networks that EC2's own operations made."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network, instance
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of
from tests.sandbox.emulated.ec2.vpcs import new_group


def analyzed(own: Ec2, start: Any = None, **path: Any) -> dict[str, Any]:
    """Make a path, analyze it, and return the finished analysis."""
    made = own.create_network_insights_path(**{"Protocol": "tcp", "ClientToken": "", **path})["NetworkInsightsPath"]
    id_ = made["NetworkInsightsPathId"]
    request = {"NetworkInsightsPathId": id_, "ClientToken": "", **(start or {})}
    started = own.start_network_insights_analysis(**request)["NetworkInsightsAnalysis"]
    assert (started["Status"], "NetworkPathFound" in started) == ("running", False)
    own.clock.pass_(seconds=1)
    (found,) = own.describe_network_insights_analyses(
        NetworkInsightsAnalysisIds=[started["NetworkInsightsAnalysisId"]]
    )["NetworkInsightsAnalyses"]
    return dict(found)


def ids(components: list[dict[str, Any]]) -> list[str]:
    return [it["Component"]["Id"] for it in components]


def kinds(components: list[dict[str, Any]]) -> list[str]:
    return [id_.rpartition("-")[0] for id_ in ids(components)]


class Pair:
    """A client and a server in two subnets, the server's group open to port 443."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.own = network.ec2
        self.subnets = network.subnet("10.110.0.0/24"), network.subnet("10.110.1.0/24")
        self.group = new_group(self.own, network.vpc)
        self.client = network.interface(self.subnets[0])
        self.server = network.interface(self.subnets[1], Groups=[self.group], PrivateIpAddress="10.110.1.9")
        self.allow(443)

    def allow(self, port: int, cidr: str = "10.110.0.0/24") -> None:
        """Open a port of the server's group."""
        self.own.authorize_security_group_ingress(
            GroupId=self.group, IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp=cidr
        )

    def analyzed(self, **path: Any) -> dict[str, Any]:
        """Analyze the path from the client to the server."""
        return analyzed(self.own, **{"Source": self.client, "Destination": self.server, **path})


@pytest.fixture
def pair(network: Network) -> Pair:
    return Pair(network)


def test_a_reachable_path_has_its_components_there_and_back(pair: Pair):
    found = pair.analyzed(DestinationPort=443)
    assert (found["Status"], found["NetworkPathFound"]) == ("succeeded", True)
    forward = found["ForwardPathComponents"]
    assert kinds(forward) == ["eni", "sg", "acl", "rtb", "acl", "sg", "eni"]
    assert [it["SequenceNumber"] for it in forward] == list(range(1, 8))
    assert (ids(forward)[0], ids(forward)[-1]) == (pair.client, pair.server)
    assert forward[2]["AclRule"] == {
        "Cidr": "0.0.0.0/0", "Egress": True, "Protocol": "all", "RuleAction": "allow", "RuleNumber": 100,
    }  # fmt: skip
    assert forward[3]["RouteTableRoute"] == {
        "DestinationCidr": "10.110.0.0/16", "GatewayId": "local", "Origin": "createroutetable", "State": "active",
    }  # fmt: skip
    assert forward[5]["SecurityGroupRule"] == {
        "Cidr": "10.110.0.0/24", "Direction": "ingress", "PortRange": {"From": 443, "To": 443}, "Protocol": "tcp",
    }  # fmt: skip
    assert forward[-1]["Subnet"]["Id"] == pair.subnets[1]
    assert forward[0]["OutboundHeader"]["DestinationAddresses"] == ["10.110.1.9/32"]
    assert forward[0]["OutboundHeader"]["DestinationPortRanges"] == [{"From": 443, "To": 443}]
    back = found["ReturnPathComponents"]
    assert (ids(back)[0], ids(back)[-1]) == (pair.server, pair.client)
    assert "sg" not in kinds(back)
    assert back[0]["OutboundHeader"]["SourceAddresses"] == ["10.110.1.9/32"]


def test_a_port_that_no_rule_allows(pair: Pair):
    found = pair.analyzed(DestinationPort=22)
    assert not found["NetworkPathFound"]
    (why,) = found["Explanations"]
    assert (why["ExplanationCode"], why["Direction"]) == ("ENI_SG_RULES_MISMATCH", "ingress")
    assert why["NetworkInterface"]["Id"] == pair.server
    assert [it["Id"] for it in why["SecurityGroups"]] == [pair.group]
    assert (why["Subnet"]["Id"], why["Vpc"]["Id"]) == (pair.subnets[1], pair.network.vpc)
    pair.allow(22)
    assert pair.analyzed(DestinationPort=22)["NetworkPathFound"]


def test_a_network_acl_that_denies(pair: Pair):
    acl = pair.network.acl["NetworkAclId"]
    entry = {"RuleNumber": 50, "Protocol": "6", "Egress": False, "PortRange": {"From": 443, "To": 443}}
    pair.own.create_network_acl_entry(NetworkAclId=acl, RuleAction="deny", CidrBlock="10.110.0.0/16", **entry)
    (why,) = pair.analyzed(DestinationPort=443)["Explanations"]
    assert (why["ExplanationCode"], why["Direction"]) == ("SUBNET_ACL_RESTRICTION", "ingress")
    assert (why["Acl"]["Id"], why["AclRule"]["RuleNumber"]) == (acl, 50)
    assert not why["AclRule"]["Egress"]


def test_a_response_that_an_acl_denies(pair: Pair):
    acl = pair.network.acl["NetworkAclId"]
    entry = {"RuleNumber": 50, "Protocol": "6", "Egress": True, "PortRange": {"From": 1024, "To": 65535}}
    pair.own.create_network_acl_entry(NetworkAclId=acl, RuleAction="deny", CidrBlock="10.110.0.0/16", **entry)
    assert not pair.analyzed(FilterAtSource={"SourcePortRange": {"FromPort": 40000, "ToPort": 50000}})[
        "NetworkPathFound"
    ]
    assert pair.analyzed(FilterAtSource={"SourcePortRange": {"FromPort": 1, "ToPort": 1000}})["NetworkPathFound"]


def test_filters_at_both_ends(pair: Pair):
    ports = {"DestinationPortRange": {"FromPort": 400, "ToPort": 500}}
    assert pair.analyzed(FilterAtSource=ports)["NetworkPathFound"]
    below = {"DestinationPortRange": {"FromPort": 400, "ToPort": 442}}
    assert not pair.analyzed(FilterAtSource=below)["NetworkPathFound"]
    assert not pair.analyzed(FilterAtSource=ports, FilterAtDestination=below)["NetworkPathFound"]
    other = {"SourceAddress": "10.110.0.200"}
    assert not pair.analyzed(FilterAtDestination=other)["NetworkPathFound"]
    assert pair.analyzed(FilterAtDestination={"DestinationAddress": "10.110.1.9"})["NetworkPathFound"]


def test_an_address_as_destination(pair: Pair):
    assert analyzed(pair.own, Source=pair.client, DestinationIp="10.110.1.9", DestinationPort=443)["NetworkPathFound"]
    found = analyzed(pair.own, Source=pair.client, DestinationIp="192.168.9.9", DestinationPort=443)
    why = {it["ExplanationCode"]: it for it in found["Explanations"]}
    assert set(why) == {"NO_POSSIBLE_DESTINATION", "NO_ROUTE_TO_DESTINATION"}
    assert why["NO_ROUTE_TO_DESTINATION"]["RouteTable"]["Id"] == pair.network.main
    assert why["NO_ROUTE_TO_DESTINATION"]["Vpc"]["Id"] == pair.network.vpc


def test_an_address_that_the_source_does_not_have(pair: Pair):
    (why,) = pair.analyzed(SourceIp="10.110.0.99")["Explanations"]
    assert (why["ExplanationCode"], why["NetworkInterface"]["Id"]) == (
        "ENI_SOURCE_DEST_CHECK_RESTRICTION",
        pair.client,
    )


def test_components_that_a_path_has_to_pass_or_not(pair: Pair):
    arn = f"arn:aws:ec2:us-west-2:{pair.own.account}:"
    acl = f"{arn}network-acl/{pair.network.acl['NetworkAclId']}"
    gateway = f"{arn}internet-gateway/{pair.network.internet()}"

    def found(**start: Any) -> bool:
        path = {"Source": pair.client, "Destination": pair.server, "DestinationPort": 443}
        return bool(analyzed(pair.own, start, **path)["NetworkPathFound"])

    assert found(FilterInArns=[acl])
    assert not found(FilterInArns=[gateway])
    assert found(FilterOutArns=[gateway])
    assert not found(FilterOutArns=[acl])


def test_from_an_internet_gateway_to_an_instance(network: Network):
    own, subnet = network.ec2, network.subnet()
    id_, interface = instance(network, subnet)
    gateway = network.internet()
    group = new_group(own, network.vpc)
    own.modify_network_interface_attribute(NetworkInterfaceId=interface, Groups=[group])
    path = {
        "Source": gateway,
        "Destination": id_,
        "FilterAtSource": {"DestinationPortRange": {"FromPort": 22, "ToPort": 22}},
    }
    codes = [it["ExplanationCode"] for it in analyzed(own, **path)["Explanations"]]
    assert "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS" in codes
    elastic = own.allocate_address(Domain="vpc")
    own.associate_address(AllocationId=elastic["AllocationId"], NetworkInterfaceId=interface)
    own.create_route(RouteTableId=network.main, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    own.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="0.0.0.0/0")
    found = analyzed(own, **path)
    assert found["NetworkPathFound"], found
    forward = found["ForwardPathComponents"]
    assert kinds(forward) == ["igw", "acl", "sg", "eni"]
    assert forward[0]["OutboundHeader"]["DestinationAddresses"] == [f"{elastic['PublicIp']}/32"]
    assert forward[-1]["AttachedTo"]["Id"] == id_
    assert kinds(found["ReturnPathComponents"])[-1] == "igw"


def test_to_an_internet_gateway(network: Network):
    own = network.ec2
    interface, gateway = network.interface(network.subnet()), network.internet()
    path = {"Source": interface, "Destination": gateway, "DestinationIp": "1.1.1.1", "DestinationPort": 443}
    codes = [it["ExplanationCode"] for it in analyzed(own, **path)["Explanations"]]
    assert "NO_ROUTE_TO_DESTINATION" in codes
    own.create_route(RouteTableId=network.main, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    elastic = own.allocate_address(Domain="vpc")
    own.associate_address(AllocationId=elastic["AllocationId"], NetworkInterfaceId=interface)
    assert kinds(analyzed(own, **path)["ForwardPathComponents"])[-1] == "igw"


def peered(network: Network) -> tuple[str, str, str]:
    """Peer the VPC with another one; return the connection and an interface in each."""
    own, other = network.ec2, Network(network.ec2, "10.111.0.0/16")
    made = own.create_vpc_peering_connection(VpcId=network.vpc, PeerVpcId=other.vpc)["VpcPeeringConnection"]
    peering = made["VpcPeeringConnectionId"]
    own.clock.pass_(seconds=10)
    own.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    own.clock.pass_(seconds=10)
    own.create_route(RouteTableId=network.main, DestinationCidrBlock="10.111.0.0/16", VpcPeeringConnectionId=peering)
    group = new_group(own, other.vpc)
    own.authorize_security_group_ingress(
        GroupId=group, IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="10.110.0.0/16"
    )
    there = other.interface(other.subnet("10.111.0.0/24"), Groups=[group])
    return peering, network.interface(network.subnet()), there


def test_over_a_peering_connection_the_responses_need_a_route(network: Network):
    peering, here, there = peered(network)
    path = {"Source": here, "Destination": there, "DestinationPort": 80}
    (why,) = analyzed(network.ec2, **path)["Explanations"]
    assert why["ExplanationCode"] == "NO_ROUTE_TO_DESTINATION"
    network.ec2.create_route(
        RouteTableId=why["RouteTable"]["Id"], DestinationCidrBlock="10.110.0.0/16", VpcPeeringConnectionId=peering
    )
    found = analyzed(network.ec2, **path)
    assert peering in ids(found["ForwardPathComponents"])
    assert peering in ids(found["ReturnPathComponents"])


def test_a_peering_connection_as_an_end(network: Network):
    peering, here, there = peered(network)
    found = analyzed(network.ec2, Source=here, Destination=peering)
    assert found["NetworkPathFound"], found
    assert (kinds(found["ForwardPathComponents"])[-1], kinds(found["ReturnPathComponents"])[0]) == ("pcx", "pcx")
    elsewhere = analyzed(network.ec2, Source=here, Destination=peering, DestinationIp="10.99.0.1")
    assert [it["ExplanationCode"] for it in elsewhere["Explanations"]] == ["NO_ROUTE_TO_DESTINATION"]
    into = {"Source": peering, "SourceIp": "10.110.0.9", "Destination": there}
    assert not analyzed(network.ec2, **into, DestinationPort=81)["NetworkPathFound"]
    back = analyzed(network.ec2, **into, DestinationPort=80)
    assert [it["ExplanationCode"] for it in back["Explanations"]] == ["NO_ROUTE_TO_DESTINATION"]
    network.ec2.create_route(
        RouteTableId=back["Explanations"][0]["RouteTable"]["Id"],
        DestinationCidrBlock="10.110.0.0/16",
        VpcPeeringConnectionId=peering,
    )
    assert ids(analyzed(network.ec2, **into, DestinationPort=80)["ForwardPathComponents"])[0] == peering


def test_a_resource_that_is_gone_fails_the_analysis(pair: Pair):
    made = pair.own.create_network_insights_path(
        Source=pair.client, Destination=pair.server, Protocol="tcp", ClientToken=""
    )
    pair.own.delete_network_interface(NetworkInterfaceId=pair.server)
    id_ = made["NetworkInsightsPath"]["NetworkInsightsPathId"]
    pair.own.start_network_insights_analysis(NetworkInsightsPathId=id_, ClientToken="")
    pair.own.clock.pass_(seconds=1)
    (found,) = pair.own.describe_network_insights_analyses(NetworkInsightsPathId=id_)["NetworkInsightsAnalyses"]
    assert found["Status"] == "failed"
    assert found["StatusMessage"] == f"The request failed due to missing component {pair.server}"


def test_describe_and_delete(pair: Pair):
    reachable, closed = pair.analyzed(DestinationPort=443), pair.analyzed(DestinationPort=22)

    def found(**request: Any) -> list[str]:
        shown = pair.own.describe_network_insights_analyses(**request)["NetworkInsightsAnalyses"]
        return [it["NetworkInsightsAnalysisId"] for it in shown]

    one, other = (it["NetworkInsightsAnalysisId"] for it in (reachable, closed))
    assert found() == [one, other]
    assert found(Filters=[{"Name": "path-found", "Values": ["true"]}]) == [one]
    assert found(NetworkInsightsPathId=closed["NetworkInsightsPathId"]) == [other]
    assert found(AnalysisStartTime=closed["StartDate"]) == [other]
    assert found(AnalysisEndTime=reachable["StartDate"]) == [one]
    assert pair.own.delete_network_insights_analysis(NetworkInsightsAnalysisId=one) == {
        "NetworkInsightsAnalysisId": one
    }
    missing = "InvalidNetworkInsightsAnalysisId.NotFound"
    assert code_of(pair.own.delete_network_insights_analysis, NetworkInsightsAnalysisId=one) == missing
    assert code_of(pair.own.describe_network_insights_analyses, NetworkInsightsAnalysisIds=[one]) == missing


def test_other_accounts_are_refused_by_name(pair: Pair):
    made = pair.own.create_network_insights_path(
        Source=pair.client, Destination=pair.server, Protocol="tcp", ClientToken=""
    )
    id_ = made["NetworkInsightsPath"]["NetworkInsightsPathId"]
    request = {"NetworkInsightsPathId": id_, "ClientToken": "", "AdditionalAccounts": ["123456789012"]}
    assert code_of(pair.own.start_network_insights_analysis, **request) == "UnsupportedOperation"
