"""A hosted interface: one account owns the connection, another confirms the interface onto its own gateway."""

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


def some_account() -> str:
    return str(10**11 + secrets.randbelow(9 * 10**11))


def test_an_interface_is_allocated_by_one_account_and_confirmed_by_another(engine: Engine, client: Client):
    name, owner, accepter = f"line-{secrets.token_hex(4)}", some_account(), some_account()
    prefixes = ["10.0.0.0/12"]
    put(engine, {"asn": 65010, "prefixes": prefixes, "lines": [line(name, theirs=router_side(301, 64700))]})
    owner_client, accepter_client = client("directconnect", owner), client("directconnect", accepter)

    connection = owner_client.create_connection(location="EqDC2", bandwidth="10Gbps", connectionName=name)[
        "connectionId"
    ]
    vif = owner_client.allocate_private_virtual_interface(
        connectionId=connection, ownerAccount=accepter, newPrivateVirtualInterfaceAllocation=interface_request(301)
    )["virtualInterfaceId"]

    def state(api: Any) -> str:
        found = api.describe_virtual_interfaces(virtualInterfaceId=vif)["virtualInterfaces"]
        return str(found[0]["virtualInterfaceState"])

    until(lambda: (state(owner_client), state(accepter_client)), ("confirming", "confirming"), steady=1)
    with pytest.raises(ClientError, match="does not exist"):
        owner_client.confirm_private_virtual_interface(virtualInterfaceId=vif, directConnectGatewayId="any")

    ec2 = client("ec2", accepter)
    vpc = ec2.create_vpc(CidrBlock="10.64.0.0/16")["Vpc"]["VpcId"]
    virtual = ec2.create_vpn_gateway(Type="ipsec.1", AmazonSideAsn=64800)["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpcId=vpc, VpnGatewayId=virtual)
    gateway = accepter_client.create_direct_connect_gateway(directConnectGatewayName="own", amazonSideAsn=64700)
    gateway_id = gateway["directConnectGateway"]["directConnectGatewayId"]
    accepter_client.create_direct_connect_gateway_association(directConnectGatewayId=gateway_id, gatewayId=virtual)

    accepter_client.confirm_private_virtual_interface(virtualInterfaceId=vif, directConnectGatewayId=gateway_id)
    until(lambda: (state(owner_client), state(accepter_client)), ("available", "available"))

    table = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"][0]["RouteTableId"]
    ec2.enable_vgw_route_propagation(GatewayId=virtual, RouteTableId=table)

    def propagated() -> list[str]:
        routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        return [it["DestinationCidrBlock"] for it in routes if it["Origin"] == "EnableVgwRoutePropagation"]

    until(propagated, prefixes)

    owner_client.delete_virtual_interface(virtualInterfaceId=vif)
    until(lambda: (state(owner_client), state(accepter_client)), ("deleted", "deleted"))
    until(propagated, [])


def test_an_external_account_neither_reads_nor_confirms_the_interface(engine: Engine, client: Client):
    name, owner, accepter, external = f"line-{secrets.token_hex(4)}", some_account(), some_account(), some_account()
    put(engine, {"asn": 65010, "prefixes": [], "lines": [line(name, theirs=router_side(301, 64700))]})
    owner_client, external_client = client("directconnect", owner), client("directconnect", external)
    connection = owner_client.create_connection(location="EqDC2", bandwidth="10Gbps", connectionName=name)[
        "connectionId"
    ]
    vif = owner_client.allocate_transit_virtual_interface(
        connectionId=connection, ownerAccount=accepter, newTransitVirtualInterfaceAllocation=interface_request(301)
    )["virtualInterface"]["virtualInterfaceId"]
    gateway = external_client.create_direct_connect_gateway(directConnectGatewayName="mine", amazonSideAsn=64700)
    assert external_client.describe_virtual_interfaces()["virtualInterfaces"] == []
    with pytest.raises(ClientError, match="does not exist") as refused:
        external_client.confirm_transit_virtual_interface(
            virtualInterfaceId=vif,
            directConnectGatewayId=gateway["directConnectGateway"]["directConnectGatewayId"],
        )
    assert refused.value.response["Error"]["Code"] == "DirectConnectClientException"
