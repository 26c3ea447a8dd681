from typing import Any

import pytest

from sandbox.datacentre.model import Ipv6
from sandbox.emulated.ec2.vpn_gateway_routes import completed
from tests.sandbox.emulated.directconnect.test_associations import associate
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, interface, line

LOCAL = {"DestinationCidrBlock": "10.16.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.data_centre(line())
    return made


@pytest.fixture
def virtual(aws: Aws) -> str:
    """A virtual private gateway with routes of the data centre, which propagates to the table."""
    gateway, virtual = aws.gateway(), aws.virtual_gateway(NETWORK)
    aws.private(aws.connection(), gateway)
    associate(aws, gateway, virtual)
    aws.wait()
    aws.network.transit.vgw_propagation["rtb-1"] = {virtual}
    return virtual


def shown(aws: Aws, *routes: dict[str, Any]) -> dict[str, Any]:
    table = {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [LOCAL, *routes]}
    return completed(table, aws.network.transit, aws.network.direct_connect, aws.resources.gateways)


def test_learned_routes_are_in_the_table(aws: Aws, virtual: str):
    table = shown(aws)
    assert table["PropagatingVgws"] == [{"GatewayId": virtual}]
    assert table["Routes"] == [
        LOCAL,
        {
            "DestinationCidrBlock": "10.0.0.0/12",
            "GatewayId": virtual,
            "Origin": "EnableVgwRoutePropagation",
            "State": "active",
        },
    ]


def test_ipv6_routes_need_their_own_session(aws: Aws, virtual: str):
    router_side = interface(101, 64600, ipv6=Ipv6())
    aws.data_centre(line(interfaces={"legacy": router_side}), prefixes=("10.0.0.0/12", "2001:db8::/32"))
    vif = next(iter(aws.network.direct_connect.interfaces))
    aws.wait()
    assert not any("DestinationIpv6CidrBlock" in route for route in shown(aws)["Routes"])
    ipv6 = {"addressFamily": "ipv6", "asn": 65010}
    aws.run(NETWORK, "CreateBGPPeer", virtualInterfaceId=vif, newBGPPeer=ipv6)
    aws.wait()
    assert shown(aws)["Routes"][-1] == {
        "DestinationIpv6CidrBlock": "2001:db8::/32",
        "GatewayId": virtual,
        "Origin": "EnableVgwRoutePropagation",
        "State": "active",
    }


def test_learned_routes_disappear_with_the_session(aws: Aws, virtual: str):
    aws.data_centre()
    aws.wait(0.2)
    assert shown(aws)["PropagatingVgws"] == [{"GatewayId": virtual}]
    assert shown(aws)["Routes"] == [LOCAL]


def test_a_static_or_local_route_precedes_a_learned_one(aws: Aws, virtual: str):
    written = {"DestinationCidrBlock": "10.0.0.0/12", "NatGatewayId": "nat-1", "State": "active"}
    assert shown(aws, written)["Routes"] == [LOCAL, written]
    aws.data_centre(line(), prefixes=("10.16.0.0/16",))
    aws.wait(0.2)
    assert shown(aws)["PropagatingVgws"] == [{"GatewayId": virtual}]
    assert shown(aws)["Routes"] == [LOCAL]


def test_a_table_of_another_vpc_or_without_propagation_does_not_change(aws: Aws, virtual: str):
    other = {"RouteTableId": "rtb-1", "VpcId": "vpc-2", "Routes": [LOCAL]}
    found = completed(other, aws.network.transit, aws.network.direct_connect, aws.resources.gateways)
    assert (found["PropagatingVgws"], found["Routes"]) == ([], [LOCAL])
    aws.network.transit.vgw_propagation["rtb-1"].discard(virtual)
    assert shown(aws)["Routes"] == [LOCAL]


def test_a_route_to_a_transit_gateway_needs_its_attachment(aws: Aws):
    gateway = aws.transit_gateway()
    aws.vpc(NETWORK, "vpc-1", "10.16.0.0/16")
    written = {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": gateway, "State": "active"}
    assert shown(aws, written)["Routes"][1]["State"] == "blackhole"
    attachment = aws.attach(NETWORK, gateway, "vpc-1")
    aws.wait(0.5)
    assert shown(aws, written)["Routes"][1]["State"] == "active"
    aws.run(NETWORK, "DeleteTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    assert shown(aws, written)["Routes"][1]["State"] == "blackhole"
