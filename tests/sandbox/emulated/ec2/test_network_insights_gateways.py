"""Paths through gateways, and from and to them."""

from __future__ import annotations

from typing import Any

from moto.ec2.models.vpn_gateway import VPCGatewayAttachment, VpnGateway

from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway
from sandbox.emulated.hybrid_network.transit_gateway_model import StaticRoute, TableLink, TransitRouteTable
from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.test_network_insights_analyses import analyzed, ids, kinds
from tests.sandbox.emulated.ec2.vpcs import backend, new_group, on_transit_gateway

TABLE = "tgw-rtb-0123456789abcdef0"


class Transit:
    """Two VPCs on a transit gateway, whose table has no routes yet."""

    def __init__(self, network: Network) -> None:
        self.own, self.network = network.ec2, network
        other = Network(self.own, "10.111.0.0/16")
        self.gateway = on_transit_gateway(self.own, (self.own, network.vpc), (self.own, other.vpc))
        transit = self.own.network.transit
        transit.tables[TABLE] = TransitRouteTable(id=TABLE, gateway=self.gateway, created=0, state="available", since=0)
        self.here, self.there = network.subnet(), other.subnet("10.111.0.0/24")
        for attachment, subnet in zip(transit.attachments.values(), (self.here, self.there), strict=True):
            attachment.subnets = [subnet]
            attachment.association = TableLink(table=TABLE, state="associated", since=0)
        group = new_group(self.own, other.vpc)
        self.own.authorize_security_group_ingress(
            GroupId=group, IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="10.110.0.0/16"
        )
        self.client, self.server = network.interface(self.here), other.interface(self.there, Groups=[group])
        for table, cidr in ((network.main, "10.111.0.0/16"), (other.main, "10.110.0.0/16")):
            self.own.create_route(RouteTableId=table, DestinationCidrBlock=cidr, TransitGatewayId=self.gateway)

    def route(self) -> None:
        """Give the transit gateway's table routes to both VPCs."""
        table = self.own.network.transit.tables[TABLE]
        for key, cidr in zip(self.own.network.transit.attachments, ("10.110.0.0/16", "10.111.0.0/16"), strict=True):
            table.routes[cidr] = StaticRoute(cidr=cidr, attachment=key)


def test_through_a_transit_gateway(network: Network):
    transit = Transit(network)
    path: dict[str, Any] = {"Source": transit.client, "Destination": transit.server, "DestinationPort": 80}
    codes = {it["ExplanationCode"]: it for it in analyzed(transit.own, **path)["Explanations"]}
    why = codes["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"]
    assert (why["TransitGatewayRouteTable"]["Id"], why["TransitGateway"]["Id"]) == (TABLE, transit.gateway)
    transit.route()
    forward = analyzed(transit.own, **path)["ForwardPathComponents"]
    assert transit.gateway in ids(forward)
    (table,) = (it for it in forward if it["Component"]["Id"] == TABLE)
    route = table["TransitGatewayRouteTableRoute"]
    assert (route["DestinationCidr"], route["State"], route["RouteOrigin"]) == ("10.111.0.0/16", "active", "static")
    assert (route["ResourceType"], ids(forward)[-1]) == ("vpc", transit.server)


def test_to_a_transit_gateway_whatever_is_beyond_it(network: Network):
    transit = Transit(network)
    found = analyzed(transit.own, Source=transit.client, Destination=transit.gateway)
    assert found["NetworkPathFound"], found
    assert ids(found["ForwardPathComponents"])[-1] == transit.gateway
    elsewhere = analyzed(transit.own, Source=transit.client, Destination=transit.gateway, DestinationIp="10.99.0.1")
    assert [it["ExplanationCode"] for it in elsewhere["Explanations"]] == ["NO_ROUTE_TO_DESTINATION"]


def test_from_a_transit_gateway(network: Network):
    transit = Transit(network)
    path: dict[str, Any] = {"Source": transit.gateway, "SourceIp": "10.110.0.9", "Destination": transit.server}
    assert ids(analyzed(transit.own, **path, DestinationPort=80)["ForwardPathComponents"])[0] == transit.gateway
    (why,) = analyzed(transit.own, **path, DestinationPort=81)["Explanations"]
    assert why["ExplanationCode"] == "ENI_SG_RULES_MISMATCH"


def test_to_and_from_a_virtual_private_gateway(network: Network):
    own, gateway = network.ec2, "vgw-0123456789abcdef0"
    own.resources.gateways[gateway] = AssociatedGateway(
        id=gateway,
        type="virtualPrivateGateway",
        owner=own.account,
        region=own.region,
        asn=64512,
        vpc=network.vpc,
        cidrs=("10.110.0.0/16",),
    )
    kept = VpnGateway(backend(own), gateway, "ipsec.1", "64512", None)
    kept.attachments = {network.vpc: VPCGatewayAttachment(network.vpc, state="attached")}
    backend(own).vpn_gateways[gateway] = kept
    group = new_group(own, network.vpc)
    own.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=1, ToPort=1, CidrIp="192.168.0.0/16")
    interface = network.interface(network.subnet(), Groups=[group])
    out: dict[str, Any] = {"Source": interface, "Destination": gateway, "DestinationIp": "192.168.1.1"}
    into: dict[str, Any] = {"Source": gateway, "Destination": interface, "DestinationPort": 1}
    (why,) = analyzed(own, **out)["Explanations"]
    assert why["ExplanationCode"] == "NO_ROUTE_TO_DESTINATION"
    own.create_route(RouteTableId=network.main, DestinationCidrBlock="192.168.0.0/16", GatewayId=gateway)
    assert kinds(analyzed(own, **out)["ForwardPathComponents"])[-1] == "vgw"
    assert ids(analyzed(own, **into, SourceIp="192.168.1.1")["ForwardPathComponents"])[0] == gateway
    (why,) = analyzed(own, **into, SourceIp="192.0.2.1")["Explanations"]
    assert why["ExplanationCode"] == "ENI_SG_RULES_MISMATCH"


def test_through_a_nat_gateway_to_the_internet(network: Network):
    own, gateway = network.ec2, network.internet()
    outside, inside = network.subnet("10.110.1.0/24"), network.subnet("10.110.2.0/24")
    public, private = network.table(), network.table()
    for table, subnet in ((public, outside), (private, inside)):
        own.associate_route_table(RouteTableId=table, SubnetId=subnet)
    elastic = own.allocate_address(Domain="vpc")
    nat = own.create_nat_gateway(SubnetId=outside, AllocationId=elastic["AllocationId"])["NatGateway"]["NatGatewayId"]
    own.clock.pass_(seconds=5)
    own.create_route(RouteTableId=private, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    path: dict[str, Any] = {"Source": network.interface(inside), "Destination": gateway, "DestinationIp": "1.1.1.1"}
    codes = [it["ExplanationCode"] for it in analyzed(own, **path)["Explanations"]]
    assert "NO_ROUTE_TO_DESTINATION" in codes
    own.create_route(RouteTableId=public, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    found = analyzed(own, **path)
    assert found["NetworkPathFound"], found
    assert nat in ids(found["ForwardPathComponents"])
    assert found["ForwardPathComponents"][-1]["InboundHeader"]["SourceAddresses"] == [f"{elastic['PublicIp']}/32"]
