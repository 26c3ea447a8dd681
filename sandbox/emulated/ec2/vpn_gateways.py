"""Route propagation from a virtual private gateway into its VPC's route tables."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation


@operation("EnableVgwRoutePropagation")
def enable_vgw_route_propagation(call: Ec2Call) -> dict[str, Any]:
    """Propagate the routes of a virtual private gateway into a route table."""
    table, gateway = call.request["RouteTableId"], call.request["GatewayId"]
    network = call.transit
    vpc = _vpc_of(call, table)
    found = call.resources.virtual_gateways().get(gateway)
    if found is None or (found.owner, found.region) != (call.account, call.region):
        raise AwsError("InvalidVpnGatewayID.NotFound", f"The vpnGateway ID '{gateway}' does not exist")
    if found.vpc != vpc:
        raise AwsError("Gateway.NotAttached", f"resource {gateway} is not attached to network {vpc}")
    network.vgw_propagation.setdefault(table, set()).add(gateway)
    return {}


@operation("DisableVgwRoutePropagation")
def disable_vgw_route_propagation(call: Ec2Call) -> dict[str, Any]:
    """Stop propagating the routes of a virtual private gateway into a route table."""
    table, gateway = call.request["RouteTableId"], call.request["GatewayId"]
    network = call.transit
    _vpc_of(call, table)
    network.vgw_propagation.get(table, set()).discard(gateway)
    return {}


def _vpc_of(call: Ec2Call, table: str) -> str:
    found = ec2_backends[call.account][call.region].route_tables.get(table)
    if found is None:
        raise AwsError("InvalidRouteTableID.NotFound", f"The routeTable ID '{table}' does not exist")
    return str(found.vpc_id)
