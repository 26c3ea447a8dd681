from typing import Any

import pytest

from sandbox.provider.resources.ec2_route_tables import RouteTable, written
from sandbox.provider.values import UNKNOWN

OUT = {"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}


def _route(**more: str) -> dict[str, Any]:
    return {"DestinationCidrBlock": "192.0.2.0/24", "Origin": "CreateRoute", "State": "active", **more}


def test_local_propagated_and_endpoint_routes_are_left_out():
    by_interface = _route(NetworkInterfaceId="eni-1", InstanceOwnerId="1")
    others = [
        _route(GatewayId="local", Origin="CreateRouteTable"),
        _route(GatewayId="vgw-1", Origin="EnableVgwRoutePropagation"),
        {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "Origin": "CreateRoute"},
    ]
    assert written({"Routes": [*others, by_interface]}) == [
        {"cidrBlock": "192.0.2.0/24", "networkInterfaceId": "eni-1"}
    ]


@pytest.mark.parametrize(
    ("route", "valid"),
    [
        (OUT, True),
        ({"destinationPrefixListId": UNKNOWN, "transitGatewayId": "tgw-1"}, True),
        ({"cidrBlock": "0.0.0.0/0"}, False),
        ({"gatewayId": "igw-1"}, False),
        ({**OUT, "natGatewayId": "nat-1"}, False),
        ({**OUT, "ipv6CidrBlock": "::/0"}, False),
    ],
)
def test_a_listed_route_has_one_destination_and_one_target(route: dict[str, Any], *, valid: bool):
    assert [path for path, _ in RouteTable().check({"routes": [OUT, route]})] == ([] if valid else ["routes[1]"])
