"""Routes of a VPC: CreateRoute, ReplaceRoute and DeleteRoute."""

from __future__ import annotations

from typing import Any

from moto.ec2.models.route_tables import Route

from sandbox.emulated.ec2 import backend, route_destinations, route_targets
from sandbox.emulated.ec2.backend import changing, routes_of
from sandbox.emulated.ec2.one_of import exactly_one
from sandbox.emulated.ec2.route_destinations import Destination
from sandbox.emulated.ec2.route_shapes import target
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation

ROUTES_A_TABLE = 500
"""Routes of a table that are not propagated, of which a prefix list is as many as its entries (Amazon VPC quotas)."""

LOCAL_TARGETS = frozenset({"NetworkInterfaceId", "InstanceId", "VpcEndpointId", "NatGatewayId"})


@operation("CreateRoute")
@changing
def create_route(call: HybridCall) -> dict[str, Any]:
    """Create a route; a propagated route to the same destination does not matter, a local one does."""
    to = route_destinations.requested(call)
    table = backend.route_table(call, call.request["RouteTableId"])
    found = route_targets.requested(call, table, to)
    if route_destinations.find(table, to.member, to.value) is not None:
        raise AwsError("RouteAlreadyExists", f"The route identified by {to.value} already exists.")
    used = sum(route_destinations.weight_of(call, each) for each in list(routes_of(table).values()))
    if used + to.weight > ROUTES_A_TABLE:
        raise AwsError("RouteLimitExceeded", "The maximum number of routes has been reached.")
    route = _route(table, to)
    route_targets.set_target(route, found)
    routes_of(table)[route.id] = route
    return {"Return": True}


@operation("ReplaceRoute")
@changing
def replace_route(call: HybridCall) -> dict[str, Any]:
    """Give a route another target; that of a local route may be one that inspects traffic, or the VPC again."""
    to = route_destinations.requested(call)
    exactly_one(call, (*route_targets.MEMBERS, "LocalTarget"))
    table = backend.route_table(call, call.request["RouteTableId"])
    route = route_destinations.find(table, to.member, to.value)
    if route is None:
        raise AwsError(
            "InvalidParameterValue",
            f"There is no route defined for '{to.value}' in the route table. Use CreateRoute instead.",
        )
    _check_not_of_endpoint(table, route, "replace")
    found = route_targets.requested(call, table, to, may_be_local=True)
    if found.local and not route.local:
        raise AwsError("InvalidParameterValue", f"The route to {to.value} is not a local route of the VPC.")
    if route.local and not found.local and found.member not in LOCAL_TARGETS:
        raise AwsError(
            "InvalidParameterValue",
            "Route target is not supported. This route only supports interface and instance targets.",
        )
    route_targets.set_target(route, found)
    return {}


@operation("DeleteRoute")
@changing
def delete_route(call: HybridCall) -> dict[str, Any]:
    """Delete a route; local routes and those of gateway endpoints stay."""
    table = backend.route_table(call, call.request["RouteTableId"])
    route = route_destinations.existing(call, table)
    if route.local:
        cidr = route.destination_ipv6_cidr_block or route.destination_cidr_block
        raise AwsError("InvalidParameterValue", f"cannot remove local route {cidr} in route table {table.id}")
    _check_not_of_endpoint(table, route, "remove")
    for key in [key for key, each in routes_of(table).items() if each is route]:
        del routes_of(table)[key]
    return {}


def _route(table: Any, to: Destination) -> Any:
    listed = route_targets.Named(to.value) if to.member == "DestinationPrefixListId" else None
    return Route(
        table,
        to.value if to.member == "DestinationCidrBlock" else None,
        to.value if to.member == "DestinationIpv6CidrBlock" else None,
        listed,
    )


def _check_not_of_endpoint(table: Any, route: Any, what: str) -> None:
    """Raise for a route of a gateway endpoint, which follows the endpoint's route tables."""
    if route.destination_prefix_list is not None and target(route).get("GatewayId", "").startswith("vpce-"):
        raise AwsError(
            "InvalidParameterValue",
            f"cannot {what} VPC endpoint route {route.destination_prefix_list.id} in route table {table.id}",
        )
