from typing import Any

import pytest

from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws
from tests.sandbox.emulated.refusals import code_of


@pytest.fixture
def aws() -> Aws:
    return Aws()


@pytest.fixture
def static(aws: Aws) -> str:
    options = {"StaticRoutesOnly": True}
    return aws.vpn(aws.customer_gateway(), VpnGatewayId=aws.vpn_gateway(), Options=options)


def refused(aws: Aws, operation: str, vpn: str, cidr: str = "10.0.0.0/12") -> str:
    return code_of(aws.run, NETWORK, operation, VpnConnectionId=vpn, DestinationCidrBlock=cidr)


def routes(aws: Aws, vpn: str) -> list[tuple[Any, ...]]:
    found = aws.vpn_connection(vpn)["Routes"]
    return [(it["DestinationCidrBlock"], it["Source"], it["State"]) for it in found]


def test_a_static_route_comes_and_goes(aws: Aws, static: str):
    request = {"VpnConnectionId": static, "DestinationCidrBlock": "10.0.0.0/12"}
    aws.run(NETWORK, "CreateVpnConnectionRoute", **request)
    assert routes(aws, static) == [("10.0.0.0/12", "Static", "pending")]
    aws.wait(0.3)
    assert routes(aws, static) == [("10.0.0.0/12", "Static", "available")]
    assert refused(aws, "CreateVpnConnectionRoute", static) == "RouteAlreadyExists"
    aws.run(NETWORK, "DeleteVpnConnectionRoute", **request)
    assert routes(aws, static) == [("10.0.0.0/12", "Static", "deleting")]
    assert refused(aws, "DeleteVpnConnectionRoute", static) == "InvalidRoute.NotFound"
    aws.wait(0.3)
    assert routes(aws, static) == []


@pytest.mark.parametrize("cidr", ["10.0.0.1/12", "10.0.0.0/33", "fd00::/8", "warehouse", ""])
def test_a_wrong_destination_is_refused(aws: Aws, static: str, cidr: str):
    assert refused(aws, "CreateVpnConnectionRoute", static, cidr) == "InvalidParameterValue"
    assert refused(aws, "DeleteVpnConnectionRoute", static, cidr) == "InvalidParameterValue"


def test_a_connection_with_bgp_or_on_a_transit_gateway_has_no_static_routes(aws: Aws):
    bgp = aws.vpn(aws.customer_gateway(), VpnGatewayId=aws.vpn_gateway())
    assert refused(aws, "CreateVpnConnectionRoute", bgp) == "InvalidVpnConnection.InvalidType"
    hub = aws.transit_gateway()
    static = aws.vpn(aws.customer_gateway(), TransitGatewayId=hub, Options={"StaticRoutesOnly": True})
    assert refused(aws, "CreateVpnConnectionRoute", static) == "InvalidVpnConnection.InvalidType"
    assert refused(aws, "CreateVpnConnectionRoute", "vpn-0") == "InvalidVpnConnectionID.NotFound"


def test_a_connection_that_is_not_available_takes_no_route(aws: Aws, static: str):
    aws.run(NETWORK, "DeleteVpnConnection", VpnConnectionId=static)
    assert refused(aws, "CreateVpnConnectionRoute", static) == "InvalidVpnConnection.InvalidState"


def test_a_connection_has_a_hundred_routes(aws: Aws, static: str):
    for number in range(100):
        request = {"VpnConnectionId": static, "DestinationCidrBlock": f"10.0.{number}.0/24"}
        aws.run(NETWORK, "CreateVpnConnectionRoute", **request)
    assert refused(aws, "CreateVpnConnectionRoute", static) == "RouteLimitExceeded"
