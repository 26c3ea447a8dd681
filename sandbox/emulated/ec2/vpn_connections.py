"""Site-to-Site VPN connections: on virtual private gateways, on transit gateways, and on neither.

Source: CreateVpnConnection, DescribeVpnConnections, DeleteVpnConnection, ModifyVpnConnection and
ModifyVpnConnectionOptions in the EC2 API Reference; quotas in the Site-to-Site VPN User Guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.emulated.ec2 import vpn_connection_shapes as shapes
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import own_gateway, wrong_state
from sandbox.emulated.ec2.vpn_connection_options import checked_cidrs, checked_options, inside_ranges, new_tunnels
from sandbox.emulated.ec2.vpn_lookup import (
    check_type,
    no_connection,
    own_connection,
    own_customer_gateway,
    own_virtual_gateway,
)
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.vpn_model import LEAVING, CustomerGateway, VpnConnection
from sandbox.emulated.operation import operation

PER_VIRTUAL_GATEWAY = 10


@operation("CreateVpnConnection")
def create_vpn_connection(call: HybridCall) -> dict[str, Any]:
    """Create a connection with two tunnels, or return the one that the two gateways have."""
    type_ = check_type(call.request["Type"])
    tags = requested_tags(call, "vpn-connection")
    _refuse_absent(call.request)
    customer = _usable(call, call.request["CustomerGatewayId"])
    virtual, transit = _targets(call, call.request)
    options = checked_options(call, customer, call.request)
    if virtual and (present := _between(call, customer, virtual)):
        return {"VpnConnection": shapes.connection(call, present)}
    _check_quotas(call, virtual)
    given: Mapping[str, Any] = call.request.get("Options") or {}
    made = VpnConnection(
        id=f"vpn-{call.token(17)}",
        owner=call.account,
        region=call.region,
        customer_gateway=customer.id,
        virtual_gateway=virtual,
        transit_gateway=transit,
        type=type_,
        static_routes_only=bool(given.get("StaticRoutesOnly")),
        options=options,
        state="pending",
        since=call.timestamp,
    )
    made.tunnels = new_tunnels(call, made, given)
    if customer.certificate:
        for tunnel in made.tunnels:
            tunnel.certificate = certificate(call)
    call.vpn.connections[made.id] = made
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"VpnConnection": shapes.connection(call, made)}


@operation("DescribeVpnConnections")
def describe_vpn_connections(call: HybridCall) -> dict[str, Any]:
    """Return the caller's VPN connections."""

    def asn(shown: Mapping[str, Any]) -> list[str]:
        found = call.vpn.customer_gateways.get(shown["CustomerGatewayId"])
        return [str(found.asn)] if found else []

    listing = Listing(
        member="VpnConnections",
        ids="VpnConnectionIds",
        id="VpnConnectionId",
        missing=no_connection,
        fields={
            "bgp-asn": asn,
            "customer-gateway-configuration": member("CustomerGatewayConfiguration"),
            "customer-gateway-id": member("CustomerGatewayId"),
            "option.static-routes-only": member("Options.StaticRoutesOnly"),
            "route.destination-cidr-block": member("Routes.DestinationCidrBlock"),
            "state": member("State"),
            "transit-gateway-id": member("TransitGatewayId"),
            "type": member("Type"),
            "vpn-connection-id": member("VpnConnectionId"),
            "vpn-gateway-id": member("VpnGatewayId"),
        },
    )
    here = (call.account, call.region)
    own = [it for it in call.vpn.connections.values() if (it.owner, it.region) == here]
    return describe(call, listing, [shapes.connection(call, it) for it in own])


@operation("DeleteVpnConnection")
def delete_vpn_connection(call: HybridCall) -> dict[str, Any]:
    """Delete a connection, and its attachment to a transit gateway with it."""
    connection = own_connection(call, call.request["VpnConnectionId"])
    connection.enter("deleting", call.timestamp)
    return {}


@operation("ModifyVpnConnection")
def modify_vpn_connection(call: HybridCall) -> dict[str, Any]:
    """Change the customer gateway, or the gateway of AWS's end; addresses and keys of the tunnels stay."""
    connection = available_connection(call, call.request["VpnConnectionId"])
    _refuse_absent(call.request)
    wanted = [name for name in ("CustomerGatewayId", "VpnGatewayId", "TransitGatewayId") if call.request.get(name)]
    if len(wanted) != 1:
        raise AwsError(
            "InvalidParameterCombination", "Specify one of CustomerGatewayId, VpnGatewayId and TransitGatewayId."
        )
    if wanted == ["CustomerGatewayId"]:
        customer = _usable(call, call.request["CustomerGatewayId"])
        if connection.virtual_gateway:
            _between(call, customer, connection.virtual_gateway, other_than=connection.id)
        connection.customer_gateway = customer.id
    else:
        _change_target(call, connection)
    connection.enter("modifying", call.timestamp)
    return {"VpnConnection": shapes.connection(call, connection)}


@operation("ModifyVpnConnectionOptions")
def modify_vpn_connection_options(call: HybridCall) -> dict[str, Any]:
    """Change the ranges of the tunnels' traffic selectors."""
    connection = available_connection(call, call.request["VpnConnectionId"])
    names = ("LocalIpv4NetworkCidr", "RemoteIpv4NetworkCidr", "LocalIpv6NetworkCidr", "RemoteIpv6NetworkCidr")
    given = {name: call.request[name] for name in names if call.request.get(name) is not None}
    if bandwidth := call.request.get("TunnelBandwidth"):
        raise NotEmulatedError("ec2", "ModifyVpnConnectionOptions", f"TunnelBandwidth {bandwidth}")
    if not given:
        raise AwsError("MissingParameter", f"The request must contain one of the parameters {', '.join(names)}")
    version = str(connection.options["TunnelInsideIpVersion"])
    checked = checked_cidrs(given, version)
    connection.options |= {name: cidr for name, cidr in checked.items() if name in given}
    connection.enter("modifying", call.timestamp)
    return {"VpnConnection": shapes.connection(call, connection)}


def available_connection(call: HybridCall, id_: str) -> VpnConnection:
    """Return a connection of the caller's that can be changed."""
    connection = own_connection(call, id_)
    if connection.state != "available":
        raise AwsError(
            "InvalidVpnConnection.InvalidState",
            f"The VPN connection {id_} is in state {connection.state}; it must be available to complete the request.",
        )
    return connection


def certificate(call: HybridCall) -> str:
    """Return the ARN of a new certificate for AWS's end of a tunnel."""
    return f"arn:aws:acm:{call.region}:{call.account}:certificate/{call.uuid()}"


def _refuse_absent(request: Mapping[str, Any]) -> None:
    if request.get("VpnConcentratorId"):
        raise NotEmulatedError("ec2", "VPN connections", "on VPN concentrators")
    if request.get("PreSharedKeyStorage") not in {None, "Standard"}:
        raise NotEmulatedError("ec2", "VPN connections", "pre-shared keys in Secrets Manager")


def _usable(call: HybridCall, id_: str) -> CustomerGateway:
    customer = own_customer_gateway(call, id_)
    if customer.state != "available":
        raise wrong_state(id_, customer.state)
    return customer


def _targets(call: HybridCall, request: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the ids of the virtual private gateway or the transit gateway of a request; both may be absent."""
    virtual, transit = request.get("VpnGatewayId"), request.get("TransitGatewayId")
    if virtual and transit:
        raise AwsError("InvalidParameterCombination", "Specify either VpnGatewayId or TransitGatewayId, not both.")
    if virtual:
        gateway = own_virtual_gateway(call, virtual)
        if gateway.state != "available":
            raise AwsError("InvalidVpnGatewayState", f"The vpnGateway {virtual} is in state {gateway.state}.")
    if transit:
        found = own_gateway(call, transit)
        if found.state not in {"available", "modifying"}:
            raise wrong_state(transit, found.state)
    return virtual or None, transit or None


def _between(
    call: HybridCall, customer: CustomerGateway, virtual: str, other_than: str | None = None
) -> VpnConnection | None:
    """Return the connection of the two gateways; raise where another device has the address."""
    for it in call.vpn.connections_of(virtual):
        if it.state in LEAVING or it.id == other_than:
            continue
        if it.customer_gateway == customer.id:
            return it
        other = call.vpn.customer_gateways.get(it.customer_gateway)
        if other and customer.address and other.address == customer.address:
            raise AwsError(
                "InvalidCustomerGateway.DuplicateIpAddress",
                f"Conflict among chosen gateway IP addresses: {other.id} of {it.id} has {customer.address} too.",
            )
    return None


def _check_quotas(call: HybridCall, virtual: str | None) -> None:
    live = [it for it in call.vpn.connections.values() if it.state not in LEAVING]
    if virtual and sum(it.virtual_gateway == virtual for it in live) >= PER_VIRTUAL_GATEWAY:
        raise AwsError(
            "VpnConnectionLimitExceeded", f"{virtual} has the maximum of {PER_VIRTUAL_GATEWAY} VPN connections."
        )


def _change_target(call: HybridCall, connection: VpnConnection) -> None:
    """Move the connection to another gateway.

    A connection with static routes leaves a virtual private gateway for a transit gateway once they are deleted; the
    inside ranges must be free on a virtual private gateway.
    """
    virtual, transit = _targets(call, call.request)
    if transit and connection.static_routes:
        raise AwsError(
            "IncorrectState",
            f"{connection.id} has static routes; delete them before the migration to a transit gateway.",
        )
    if virtual:
        for name in ("EnableAcceleration", "TunnelBandwidth"):
            if connection.options.get(name):
                raise AwsError("InvalidParameterCombination", f"{name} of {connection.id} needs a transit gateway.")
        if connection.options["TunnelInsideIpVersion"] == "ipv6":
            raise AwsError("InvalidParameterCombination", f"IPv6 inside {connection.id} needs a transit gateway.")
        customer = call.vpn.customer_gateways[connection.customer_gateway]
        _between(call, customer, virtual, other_than=connection.id)
        _check_quotas(call, virtual)
    before = connection.virtual_gateway, connection.transit_gateway
    connection.virtual_gateway, connection.transit_gateway = virtual, transit
    taken = inside_ranges(call, connection)
    if virtual and (conflict := next((it.inside_cidr for it in connection.tunnels if it.inside_cidr in taken), None)):
        connection.virtual_gateway, connection.transit_gateway = before
        raise AwsError("InvalidParameterValue", f"Another VPN connection on {virtual} uses the range {conflict}.")
