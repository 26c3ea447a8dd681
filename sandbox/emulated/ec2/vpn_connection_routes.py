"""Static routes of VPN connections on virtual private gateways.

Source: CreateVpnConnectionRoute and DeleteVpnConnectionRoute in the EC2 API Reference; quotas in the Site-to-Site VPN
User Guide. On a transit gateway, static routes are in its route tables.
"""

from __future__ import annotations

from ipaddress import IPv4Network, ip_network
from typing import Any

from sandbox.emulated.ec2.vpn_connections import available_connection
from sandbox.emulated.ec2.vpn_lookup import own_connection
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.vpn_model import LEAVING, StaticVpnRoute
from sandbox.emulated.operation import operation

PER_CONNECTION = 100
"""Static routes from a customer gateway device to a connection on a virtual private gateway."""


@operation("CreateVpnConnectionRoute")
def create_vpn_connection_route(call: HybridCall) -> dict[str, Any]:
    """Add a static route, which the virtual private gateway propagates."""
    cidr = _cidr(call.request["DestinationCidrBlock"])
    connection = available_connection(call, call.request["VpnConnectionId"])
    if not connection.static_routes_only:
        raise AwsError(
            "InvalidVpnConnection.InvalidType", "The specified VPN connection does not support static routes."
        )
    if connection.virtual_gateway is None:
        raise AwsError(
            "InvalidVpnConnection.InvalidType",
            f"{connection.id} is not on a virtual private gateway; routes to a transit gateway's VPN attachment are "
            "created with CreateTransitGatewayRoute.",
        )
    if cidr in connection.static_routes:
        raise AwsError("RouteAlreadyExists", f"The route identified by {cidr} already exists.")
    if len(connection.static_routes) >= PER_CONNECTION:
        raise AwsError("RouteLimitExceeded", f"{connection.id} has the maximum of {PER_CONNECTION} static routes.")
    connection.routes[cidr] = StaticVpnRoute(cidr=cidr, state="pending", since=call.timestamp)
    return {}


@operation("DeleteVpnConnectionRoute")
def delete_vpn_connection_route(call: HybridCall) -> dict[str, Any]:
    """Delete a static route."""
    cidr = _cidr(call.request["DestinationCidrBlock"])
    connection = own_connection(call, call.request["VpnConnectionId"])
    route = connection.routes.get(cidr)
    if route is None or route.state in LEAVING:
        raise AwsError("InvalidRoute.NotFound", f"The route {cidr} does not exist in the VPN connection.")
    route.enter("deleting", call.timestamp)
    return {}


def _cidr(text: str) -> str:
    try:
        found = ip_network(text)
    except ValueError as wrong:
        raise _invalid(text) from wrong
    if not isinstance(found, IPv4Network):
        raise _invalid(text)
    return str(found)


def _invalid(text: str) -> AwsError:
    return AwsError("InvalidParameterValue", f"Value ({text}) for parameter destinationCidrBlock is invalid.")
