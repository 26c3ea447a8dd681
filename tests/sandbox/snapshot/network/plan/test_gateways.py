"""Tests of `sandbox.snapshot.network.plan.gateways`."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from sandbox.reach.model import InterfaceKind
from tests.sandbox.snapshot.network.plan.network_plans import SUBNET, VPC, ReadNetwork, made, only, subnet, urn, vpc

NAT, EIP = "aws:ec2/natGateway:NatGateway", "aws:ec2/eip:Eip"
PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
LIST = "aws:ec2/managedPrefixList:ManagedPrefixList"


def test_gateways_are_attached_by_themselves_or_by_a_resource_of_its_own(read: ReadNetwork):
    internet = made("aws:ec2/internetGateway:InternetGateway", "out")
    attachment = made(
        "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
        "out",
        vpcId=urn(VPC, "main"),
        internetGatewayId=urn("aws:ec2/internetGateway:InternetGateway", "out"),
    )
    six = made("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "six", vpcId=urn(VPC, "main"))
    private = made("aws:ec2/vpnGateway:VpnGateway", "private", vpcId=urn(VPC, "main"), amazonSideAsn="64600")
    loose = made("aws:ec2/vpnGateway:VpnGateway", "loose")
    found = read(vpc(), internet, attachment, six, private, loose).topology
    (main,) = found.vpcs
    assert only(found.internet_gateways).vpc == main
    assert only(found.egress_only_gateways).vpc == main
    assert {(each.vpc, each.asn) for each in found.virtual_private_gateways.values()} == {(main, 64600), (None, 64512)}


def test_a_nat_gateway_has_an_interface_and_a_public_address_unless_it_is_private(read: ReadNetwork):
    address = made(EIP, "nat", publicIp="203.0.113.5")
    public = made(NAT, "public", subnetId=urn(SUBNET, "app"), allocationId=urn(EIP, "nat"), privateIp="10.0.1.7")
    private = made(NAT, "private", subnetId=urn(SUBNET, "app"), connectivityType="private")
    network = read(vpc(), subnet(), address, public, private)
    found = {each.is_public: each for each in network.topology.nat_gateways.values()}
    assert found[True].addresses == (ip_address("10.0.1.7"),)
    assert found[True].public_addresses == (ip_address("203.0.113.5"),)
    assert found[False].addresses == (ip_address("10.0.1.254"),)
    assert {each.attached_to for each in network.interfaces.values()} == {found[True].id, found[False].id}
    assert {each.kind for each in network.interfaces.values()} == {InterfaceKind.NAT_GATEWAY}


def test_a_peering_connection_is_active_after_it_is_accepted(read: ReadNetwork):
    def peering(name: str, **inputs: object) -> dict[str, object]:
        return made(PEERING, name, vpcId=urn(VPC, "main"), peerVpcId=urn(VPC, "other"), **inputs)

    accepter = made(
        "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
        "accepted",
        vpcPeeringConnectionId=urn(PEERING, "accepted"),
        autoAccept=True,
    )
    vpcs = vpc(), vpc("other", "10.9.0.0/16")
    given = peering("automatic", autoAccept=True), peering("accepted"), peering("waiting")
    found = read(*vpcs, *given, accepter).topology
    assert sorted(each.active for each in found.peerings.values()) == [False, True, True]
    ends = {
        (found.vpcs[each.requester_vpc].name, found.vpcs[each.accepter_vpc].name) for each in found.peerings.values()
    }
    assert ends == {("main", "other")}


def test_a_prefix_list_has_its_entries_inline_and_of_their_own(read: ReadNetwork):
    listed = made(LIST, "sites", name="sites", addressFamily="IPv4", maxEntries=5, entries=[{"cidr": "10.1.0.0/16"}])
    more = made(
        "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
        "more",
        prefixListId=urn(LIST, "sites"),
        cidr="10.2.0.0/16",
    )
    found = only(read(listed, more).topology.prefix_lists)
    assert (found.name, found.max_entries) == ("sites", 5)
    assert found.entries == (ip_network("10.1.0.0/16"), ip_network("10.2.0.0/16"))


def test_an_interface_endpoint_has_an_interface_in_each_subnet(read: ReadNetwork):
    endpoint = made(
        ENDPOINT,
        "ssm",
        vpcId=urn(VPC, "main"),
        serviceName="com.amazonaws.us-east-1.ssm",
        vpcEndpointType="Interface",
        subnetIds=urn(SUBNET, "app"),
        privateDnsEnabled=True,
    )
    more = made(
        "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
        "data",
        vpcEndpointId=urn(ENDPOINT, "ssm"),
        subnetId=urn(SUBNET, "data"),
    )
    network = read(vpc(), subnet(), subnet("data", "10.0.2.0/24"), endpoint, more)
    found = only(network.topology.vpc_endpoints)
    assert (found.type, found.private_dns, set(found.subnets)) == ("Interface", True, set(network.topology.subnets))
    assert [str(network.interfaces[each].addresses[0]) for each in found.interfaces] == ["10.0.1.254", "10.0.2.254"]
    assert {network.interfaces[each].groups for each in found.interfaces} == {tuple(network.groups)}


def test_a_nat_gateway_without_a_subnet_of_the_plan_is_named(read: ReadNetwork):
    network = read(vpc(), made(NAT, "regional"))
    assert list(network.unsupported.values()) == [NAT]
    assert network.notes == (f"regional ({NAT}): a NAT gateway without a subnet of the plan is not read",)
