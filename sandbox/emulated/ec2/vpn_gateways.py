"""Route propagation from a virtual private gateway into its VPC's route tables."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.ec2.vpn_gateway_routes import completed
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid.serving import opened
from sandbox.emulated.operation import inner, operation


@operation("EnableVgwRoutePropagation")
def enable_vgw_route_propagation(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Let what the gateway learns appear in the table."""
    table, gateway = request["RouteTableId"], request["GatewayId"]
    with opened(context) as call:
        vpc = _vpc_of(context, table)
        edge = call.facts.virtual_gateways().get(gateway)
        if edge is None or (edge.owner, edge.region) != (call.account, call.region):
            raise AwsError("InvalidVpnGatewayID.NotFound", f"The vpnGateway ID '{gateway}' does not exist")
        if edge.vpc != vpc:
            raise AwsError("Gateway.NotAttached", f"resource {gateway} is not attached to network {vpc}")
        call.transit.vgw_propagation.setdefault(table, set()).add(gateway)
    return {}


@operation("DisableVgwRoutePropagation")
def disable_vgw_route_propagation(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Take what the gateway learns out of the table."""
    table, gateway = request["RouteTableId"], request["GatewayId"]
    with opened(context) as call:
        _vpc_of(context, table)
        call.transit.vgw_propagation.get(table, set()).discard(gateway)
    return {}


@operation("DescribeRouteTables")
def describe_route_tables(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What was written, completed by what is propagated."""
    answer = inner(context, request)
    with opened(context) as call:
        edges = call.facts.virtual_gateways()
        tables = [completed(it, call.transit, call.fabric, edges) for it in answer.get("RouteTables") or ()]
    return answer | {"RouteTables": tables}


def _vpc_of(context: Any, table: str) -> str:
    found = ec2_backends[context.account_id][context.region].route_tables.get(table)
    if found is None:
        raise AwsError("InvalidRouteTableID.NotFound", f"The routeTable ID '{table}' does not exist")
    return str(found.vpc_id)
