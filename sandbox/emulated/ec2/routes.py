"""Routes of a VPC, to transit gateways of other accounts too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from localstack.aws.connect import connect_to

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@dataclass(frozen=True)
class RoutedTransitGateway:
    """A transit gateway as moto's route tables show it, whoever owns it."""

    id: str


@operation("CreateRoute", "ReplaceRoute")
def create_or_replace_route(call: Call) -> dict[str, Any]:
    """Write a route; moto accepts any target, and loses a transit gateway of another account."""
    table = backend.of(call).get_route_table(call.request["RouteTableId"])
    _check_gateway(call, table, call.request.get("GatewayId"))
    transit = call.request.get("TransitGatewayId")
    if transit:
        _check_attached(call, transit, table.vpc_id)
    shown = call.inner()
    if transit:
        _route(table, call.request).transit_gateway = RoutedTransitGateway(transit)
    return shown


@operation("DeleteRoute")
def delete_route(call: Call) -> dict[str, Any]:
    """Delete a route; the local one stays."""
    table = backend.of(call).get_route_table(call.request["RouteTableId"])
    found = _route(table, call.request)
    if found is not None and found.local:
        raise AwsError(
            "InvalidParameterValue",
            f"cannot remove local route {call.request['DestinationCidrBlock']} in route table {table.id}",
        )
    return call.inner()


def _route(table: Any, request: dict[str, Any]) -> Any:
    names = {
        "destination_cidr_block": request.get("DestinationCidrBlock"),
        "destination_ipv6_cidr_block": request.get("DestinationIpv6CidrBlock"),
    }
    listed = request.get("DestinationPrefixListId")
    for route in table.routes.values():
        if listed:
            if route.destination_prefix_list is not None and route.destination_prefix_list.id == listed:
                return route
        elif all(getattr(route, name) == wanted for name, wanted in names.items()):
            return route
    return None


def _check_gateway(call: Call, table: Any, gateway: str | None) -> None:
    if not gateway or not gateway.startswith("igw-"):
        return
    known = backend.of(call).internet_gateways.get(gateway)
    if known is None:
        raise AwsError("InvalidInternetGatewayID.NotFound", f"The internetGateway ID '{gateway}' does not exist")
    if known.vpc is None or known.vpc.id != table.vpc_id:
        raise AwsError(
            "InvalidParameterValue",
            f"route table {table.id} and network gateway {gateway} belong to different networks",
        )


def _check_attached(call: Call, transit_gateway: str, vpc: str) -> None:
    """Raise unless the VPC is attached to the transit gateway of a route."""
    ec2 = connect_to(aws_access_key_id=call.account, region_name=call.region).ec2
    attachments = ec2.describe_transit_gateway_vpc_attachments(
        Filters=[{"Name": "transit-gateway-id", "Values": [transit_gateway]}, {"Name": "vpc-id", "Values": [vpc]}]
    )["TransitGatewayVpcAttachments"]
    if not any(each["State"] in {"available", "modifying", "pending", "pendingAcceptance"} for each in attachments):
        raise AwsError(
            "InvalidTransitGatewayID.NotFound",
            f"Transit Gateway {transit_gateway} was deleted or does not exist, or VPC {vpc} is not attached to it.",
        )
