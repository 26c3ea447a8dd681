"""VPN through the engine: states and tunnels that a client sees, AWS's rules, and no key in a log."""

from __future__ import annotations

import json
import secrets
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.engine import Engine
from sandbox.gateway.internal_endpoints import HEADER
from tests.sandbox.datacentre.http_client import until
from tests.sandbox.emulated.refusals import refusal

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]


@pytest.fixture
def ec2(client: Client, account: str) -> Any:
    return client("ec2", account)


@pytest.fixture
def vpc(ec2: Any) -> str:
    return str(ec2.create_vpc(CidrBlock="10.136.0.0/16")["Vpc"]["VpcId"])


@pytest.fixture
def virtual(ec2: Any, vpc: str) -> str:
    id_ = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpnGatewayId=id_, VpcId=vpc)
    return str(id_)


@pytest.fixture
def address() -> str:
    """An address of a customer's device, of this test only."""
    return f"203.0.{secrets.randbelow(256)}.{1 + secrets.randbelow(254)}"


@pytest.fixture
def customer(ec2: Any, address: str) -> str:
    made = ec2.create_customer_gateway(Type="ipsec.1", PublicIp=address, BgpAsn=65040)
    return str(made["CustomerGateway"]["CustomerGatewayId"])


def put_devices(engine: Engine, *devices: dict[str, Any]) -> dict[str, Any]:
    """Set the customer's devices; return the report."""
    request = urllib.request.Request(  # noqa: S310 - the engine's own address
        f"{engine.endpoint}/_causeway/datacentre/vpn",
        headers={HEADER: str(engine.token)},
        data=json.dumps({"devices": devices}).encode(),
        method="PUT",
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310 - the same
        return dict(json.load(response))


def propagation(ec2: Any, virtual: str) -> tuple[str, Callable[[], list[str]]]:
    """Propagate a gateway's routes into its VPC's main table; return the table and the read of these routes."""
    gateway = ec2.describe_vpn_gateways(VpnGatewayIds=[virtual])["VpnGateways"][0]
    wanted = [{"Name": "vpc-id", "Values": [gateway["VpcAttachments"][0]["VpcId"]]}]
    table = ec2.describe_route_tables(Filters=wanted)["RouteTables"][0]["RouteTableId"]
    ec2.enable_vgw_route_propagation(RouteTableId=table, GatewayId=virtual)

    def propagated() -> list[str]:
        routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        return [it["DestinationCidrBlock"] for it in routes if it["Origin"] == "EnableVgwRoutePropagation"]

    return table, propagated


def test_tunnels_and_routes_come_up_with_the_device_and_go_down_with_it(
    engine: Engine, ec2: Any, virtual: str, customer: str, address: str
):
    _, propagated = propagation(ec2, virtual)
    made = ec2.create_vpn_connection(
        Type="ipsec.1",
        CustomerGatewayId=customer,
        VpnGatewayId=virtual,
        Options={"TunnelOptions": [{"PreSharedKey": "a_secret.1"}]},
    )["VpnConnection"]
    assert made["State"] == "pending"
    id_ = made["VpnConnectionId"]

    def found() -> dict[str, Any]:
        return dict(ec2.describe_vpn_connections(VpnConnectionIds=[id_])["VpnConnections"][0])

    def statuses() -> list[str]:
        return [it["Status"] for it in found()["VgwTelemetry"]]

    until(lambda: found()["State"], "available")
    assert (statuses(), propagated()) == (["DOWN", "DOWN"], [])
    device = {"name": "dc-vpn", "address": address, "asn": 65040, "prefixes": ["10.0.0.0/12"]}
    put_devices(engine, device)
    until(statuses, ["UP", "UP"])
    assert found()["VgwTelemetry"][0]["AcceptedRouteCount"] == 1
    assert propagated() == ["10.0.0.0/12"]
    assert found()["Options"]["TunnelOptions"][0]["PreSharedKey"] == "a_secret.1"
    report = put_devices(engine, device | {"down": [1]})
    assert "a_secret.1" not in json.dumps(report)
    until(statuses, ["DOWN", "UP"])
    assert propagated() == ["10.0.0.0/12"]
    put_devices(engine)
    until(statuses, ["DOWN", "DOWN"])
    assert propagated() == []


def test_a_virtual_private_gateway_keeps_awss_rules(ec2: Any, vpc: str, virtual: str):
    assert refusal(ec2.create_vpn_gateway, Type="ipsec.1", AmazonSideAsn=100) == "InvalidParameterValue"
    plain = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]
    assert plain["AmazonSideAsn"] == 64512
    assert "AvailabilityZone" not in plain
    request = {"VpnGatewayId": plain["VpnGatewayId"], "VpcId": vpc}
    assert refusal(ec2.attach_vpn_gateway, **request) == "InvalidVpcState"
    assert refusal(ec2.delete_vpn_gateway, VpnGatewayId=virtual) == "IncorrectState"
    assert refusal(ec2.delete_vpc, VpcId=vpc) == "DependencyViolation"


def test_a_connection_needs_gateways_that_exist_and_keeps_them(ec2: Any, customer: str, virtual: str):
    missing = {"Type": "ipsec.1", "CustomerGatewayId": customer, "VpnGatewayId": "vgw-0123456789abcdef0"}
    assert refusal(ec2.create_vpn_connection, **missing) == "InvalidVpnGatewayID.NotFound"
    ec2.create_vpn_connection(Type="ipsec.1", CustomerGatewayId=customer, VpnGatewayId=virtual)
    assert refusal(ec2.delete_customer_gateway, CustomerGatewayId=customer) == "IncorrectState"


def test_static_routes_are_propagated_while_a_tunnel_is_up(
    engine: Engine, ec2: Any, customer: str, virtual: str, address: str
):
    inside = [{"TunnelInsideCidr": f"169.254.{third}.0/30"} for third in (60, 61)]
    options = {"StaticRoutesOnly": True, "TunnelOptions": inside}
    request = {"Type": "ipsec.1", "CustomerGatewayId": customer, "VpnGatewayId": virtual}
    id_ = ec2.create_vpn_connection(**request, Options=options)["VpnConnection"]["VpnConnectionId"]

    def found() -> dict[str, Any]:
        return dict(ec2.describe_vpn_connections(VpnConnectionIds=[id_])["VpnConnections"][0])

    assert found()["Options"]["StaticRoutesOnly"] is True
    assert [it["TunnelInsideCidr"] for it in found()["Options"]["TunnelOptions"]] == [
        each["TunnelInsideCidr"] for each in inside
    ]
    until(lambda: found()["State"], "available")
    ec2.create_vpn_connection_route(VpnConnectionId=id_, DestinationCidrBlock="10.0.0.0/12")
    table, propagated = propagation(ec2, virtual)
    assert (table[:4], propagated()) == ("rtb-", [])
    put_devices(engine, {"name": "dc-vpn", "address": address, "asn": 65040})
    until(propagated, ["10.0.0.0/12"])
    put_devices(engine)
    until(propagated, [])


def test_a_key_is_in_no_event_of_cloudtrail(client: Client, account: str, ec2: Any, customer: str, virtual: str):
    ec2.create_vpn_connection(
        Type="ipsec.1",
        CustomerGatewayId=customer,
        VpnGatewayId=virtual,
        Options={"TunnelOptions": [{"PreSharedKey": "a_secret.1"}]},
    )
    named = [{"AttributeKey": "EventName", "AttributeValue": "CreateVpnConnection"}]
    trail = client("cloudtrail", account)

    def events() -> list[str]:
        return [it["CloudTrailEvent"] for it in trail.lookup_events(LookupAttributes=named)["Events"]]

    until(lambda: len(events()), 1)
    assert "a_secret.1" not in events()[0]
    assert customer in events()[0]
