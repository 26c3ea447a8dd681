"""Create, replace and delete static routes of a transit gateway's table."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from sandbox.emulated.ec2.transit_gateway_lookup import attachment_on, own_table
from sandbox.emulated.ec2.transit_gateway_table_routes import shown, table_routes
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import StaticRoute, TransitRouteTable
from sandbox.emulated.operation import operation
from sandbox.routing.model import Prefix


@operation("CreateTransitGatewayRoute")
def create_transit_gateway_route(call: HybridCall) -> dict[str, Any]:
    """Create a static route, to an attachment or as a blackhole."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    cidr = str(network(call.request["DestinationCidrBlock"]))
    if cidr in table.routes:
        raise AwsError("RouteAlreadyExists", f"Route {cidr} already exists in Transit Gateway Route Table {table.id}.")
    table.routes[cidr] = _written(call, table, cidr, call.request)
    return {"Route": _found(call, table, cidr)}


@operation("ReplaceTransitGatewayRoute")
def replace_transit_gateway_route(call: HybridCall) -> dict[str, Any]:
    """Replace the target of a static route."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    cidr = str(network(call.request["DestinationCidrBlock"]))
    if cidr not in table.routes:
        raise AwsError(
            "InvalidRoute.NotFound", f"Route {cidr} was not found in Transit Gateway Route Table {table.id}."
        )
    table.routes[cidr] = _written(call, table, cidr, call.request)
    return {"Route": _found(call, table, cidr)}


@operation("DeleteTransitGatewayRoute")
def delete_transit_gateway_route(call: HybridCall) -> dict[str, Any]:
    """Delete a static route; a propagated one ends with its propagation."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    cidr = str(network(call.request["DestinationCidrBlock"]))
    if cidr not in table.routes:
        raise AwsError(
            "InvalidRoute.NotFound", f"Route {cidr} was not found in Transit Gateway Route Table {table.id}."
        )
    deleted = _found(call, table, cidr)
    del table.routes[cidr]
    return {"Route": deleted | {"State": "deleted"}}


def network(text: str) -> Prefix:
    """Return a destination as a network without host bits; raise for anything else."""
    try:
        return ip_network(text)
    except ValueError as wrong:
        raise AwsError(
            "InvalidParameterValue", f"Value ({text}) for parameter destinationCidrBlock is invalid."
        ) from wrong


def _written(call: HybridCall, table: TransitRouteTable, cidr: str, request: dict[str, Any]) -> StaticRoute:
    target, blackhole = request.get("TransitGatewayAttachmentId"), bool(request.get("Blackhole"))
    if bool(target) == blackhole:
        raise AwsError("InvalidParameterCombination", "Specify either TransitGatewayAttachmentId or Blackhole.")
    attachment = attachment_on(call, target, table.gateway) if target else None
    return StaticRoute(cidr=cidr, attachment=attachment.key if attachment else None)


def _found(call: HybridCall, table: TransitRouteTable, cidr: str) -> dict[str, Any]:
    """Return the table's route to a destination as EC2 shows it."""
    found = next(it for it in table_routes(call, table) if str(it.route.destination) == cidr)
    return shown(found)
