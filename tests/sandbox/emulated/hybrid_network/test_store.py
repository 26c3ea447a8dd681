"""Direct Connect and transit gateways through the engine, from the accounts of both sides."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.engine import Engine
from tests.sandbox.datacentre.http_client import interface_request, line, put, router_side, until

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]


@pytest.fixture
def member() -> str:
    return str(10**11 + secrets.randbelow(9 * 10**11))


@pytest.fixture
def hub(client: Client, account: str) -> str:
    """A transit gateway without default tables."""
    ec2 = client("ec2", account)
    off = {"DefaultRouteTableAssociation": "disable", "DefaultRouteTablePropagation": "disable"}
    made = ec2.create_transit_gateway(Options={"AmazonSideAsn": 64520, **off})["TransitGateway"]["TransitGatewayId"]
    found = lambda: ec2.describe_transit_gateways(TransitGatewayIds=[made])["TransitGateways"][0]["State"]  # noqa: E731
    until(found, "available")
    return str(made)


def vpc_of(ec2: Any, cidr: str) -> tuple[str, str]:
    vpc = ec2.create_vpc(CidrBlock=cidr)["Vpc"]["VpcId"]
    return vpc, ec2.create_subnet(VpcId=vpc, CidrBlock=cidr)["Subnet"]["SubnetId"]


def test_the_data_centres_routes_are_in_the_hub_while_the_session_is_up(
    engine: Engine, client: Client, account: str, hub: str
):
    name = f"line-{secrets.token_hex(4)}"
    document = {
        "asn": 65010,
        "prefixes": ["10.0.0.0/12"],
        "lines": [line(name, transit=router_side(102, 64601, "good-key"))],
    }
    put(engine, document)
    direct_connect, ec2 = client("directconnect", account), client("ec2", account)
    connection = direct_connect.create_connection(location="EqDC2", bandwidth="10Gbps", connectionName=name)
    gateway = direct_connect.create_direct_connect_gateway(directConnectGatewayName="hub", amazonSideAsn=64601)
    gateway_id = gateway["directConnectGateway"]["directConnectGatewayId"]
    direct_connect.create_transit_virtual_interface(
        connectionId=connection["connectionId"],
        newTransitVirtualInterface=interface_request(
            102, authKey="good-key", directConnectGatewayId=gateway_id, mtu=8500
        ),
    )
    direct_connect.create_direct_connect_gateway_association(
        directConnectGatewayId=gateway_id,
        gatewayId=hub,
        addAllowedPrefixesToDirectConnectGateway=[{"cidr": "10.32.0.0/11"}],
    )

    wanted = [{"Name": "resource-id", "Values": [gateway_id]}]
    attachment = ec2.describe_transit_gateway_attachments(Filters=wanted)["TransitGatewayAttachments"][0]
    assert attachment["ResourceType"] == "direct-connect-gateway"
    attachment_id = attachment["TransitGatewayAttachmentId"]
    table = ec2.create_transit_gateway_route_table(TransitGatewayId=hub)["TransitGatewayRouteTable"]
    table_id = table["TransitGatewayRouteTableId"]
    ec2.enable_transit_gateway_route_table_propagation(
        TransitGatewayRouteTableId=table_id, TransitGatewayAttachmentId=attachment_id
    )

    def routes() -> list[tuple[str, str]]:
        found = ec2.search_transit_gateway_routes(
            TransitGatewayRouteTableId=table_id, Filters=[{"Name": "state", "Values": ["active"]}]
        )["Routes"]
        return [(it["DestinationCidrBlock"], it["TransitGatewayAttachments"][0]["ResourceId"]) for it in found]

    until(routes, [("10.0.0.0/12", gateway_id)])
    put(engine, document | {"lines": [line(name, transit=router_side(102, 64601, "other-key"))]})
    until(routes, [])
    put(engine, document)
    until(routes, [("10.0.0.0/12", gateway_id)])


def test_an_attachment_to_a_shared_hub_is_accepted_by_its_owner(client: Client, account: str, member: str, hub: str):
    ours, theirs = client("ec2", account), client("ec2", member)
    vpc, subnet = vpc_of(theirs, "10.33.0.0/16")
    with pytest.raises(ClientError, match=r"InvalidTransitGatewayID\.NotFound"):
        theirs.create_transit_gateway_vpc_attachment(TransitGatewayId=hub, VpcId=vpc, SubnetIds=[subnet])

    arn = ours.describe_transit_gateways(TransitGatewayIds=[hub])["TransitGateways"][0]["TransitGatewayArn"]
    client("ram", account).create_resource_share(
        name="hub", resourceArns=[arn], principals=[member], allowExternalPrincipals=True
    )
    ram = client("ram", member)
    for invitation in ram.get_resource_share_invitations()["resourceShareInvitations"]:
        ram.accept_resource_share_invitation(resourceShareInvitationArn=invitation["resourceShareInvitationArn"])
    assert [it["OwnerId"] for it in theirs.describe_transit_gateways()["TransitGateways"]] == [account]

    tags = [{"ResourceType": "transit-gateway-attachment", "Tags": [{"Key": "Name", "Value": "theirs"}]}]
    attachment = theirs.create_transit_gateway_vpc_attachment(
        TransitGatewayId=hub, VpcId=vpc, SubnetIds=[subnet], TagSpecifications=tags
    )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]

    def state(ec2: Any) -> str:
        found = ec2.describe_transit_gateway_vpc_attachments(TransitGatewayAttachmentIds=[attachment])
        return str(found["TransitGatewayVpcAttachments"][0]["State"])

    until(lambda: (state(ours), state(theirs)), ("pendingAcceptance", "pendingAcceptance"), steady=0.6)
    ours.accept_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
    until(lambda: (state(ours), state(theirs)), ("available", "available"))
    ours.create_tags(Resources=[attachment], Tags=[{"Key": "Name", "Value": "ours"}])

    def named(ec2: Any) -> str:
        found = ec2.describe_transit_gateway_attachments(TransitGatewayAttachmentIds=[attachment])
        return str(found["TransitGatewayAttachments"][0]["Tags"][0]["Value"])

    assert (named(ours), named(theirs)) == ("ours", "theirs")
    table = theirs.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"][0]
    theirs.create_route(RouteTableId=table["RouteTableId"], DestinationCidrBlock="10.0.0.0/8", TransitGatewayId=hub)

    def route() -> str:
        found = theirs.describe_route_tables(RouteTableIds=[table["RouteTableId"]])["RouteTables"][0]["Routes"]
        return str(next(it["State"] for it in found if it.get("TransitGatewayId") == hub))

    until(route, "active")
    ours.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
    until(route, "blackhole")


def test_propagation_to_a_route_table_needs_the_vpcs_gateway(client: Client, account: str, member: str):
    ours, theirs = client("ec2", account), client("ec2", member)
    vpc, _ = vpc_of(ours, "10.16.0.0/16")
    table = ours.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"][0]["RouteTableId"]
    gateway = ours.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    foreign = theirs.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    for gateway_id, table_id, code in (
        (gateway, table, "Gateway.NotAttached"),
        (foreign, table, "InvalidVpnGatewayID.NotFound"),
        (gateway, "rtb-00000000000000000", "InvalidRouteTableID.NotFound"),
    ):
        with pytest.raises(ClientError) as refused:
            ours.enable_vgw_route_propagation(GatewayId=gateway_id, RouteTableId=table_id)
        assert refused.value.response["Error"]["Code"] == code
    ours.attach_vpn_gateway(VpcId=vpc, VpnGatewayId=gateway)
    ours.enable_vgw_route_propagation(GatewayId=gateway, RouteTableId=table)
    shown = ours.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]
    assert shown["PropagatingVgws"] == [{"GatewayId": gateway}]
    ours.disable_vgw_route_propagation(GatewayId=gateway, RouteTableId=table)
    assert ours.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["PropagatingVgws"] == []


def test_operations_without_an_implementation_are_refused_by_name(client: Client, account: str, hub: str):
    refused = [
        (
            lambda: client("ec2", account).create_transit_gateway_multicast_domain(TransitGatewayId=hub),
            "CreateTransitGatewayMulticastDomain",
        ),
    ]
    for call, operation in refused:
        with pytest.raises(ClientError, match=f"does not emulate {operation}"):
            call()
