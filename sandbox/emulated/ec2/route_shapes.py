"""Routes and route tables as EC2 shows them: each route with one destination, one target and one origin."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2.backend import associations_of
from sandbox.emulated.service_call import Call

TARGETS = {
    "GatewayId": "gateway",
    "NatGatewayId": "nat_gateway",
    "TransitGatewayId": "transit_gateway",
    "EgressOnlyInternetGatewayId": "egress_only_igw",
    "VpcPeeringConnectionId": "vpc_pcx",
    "CarrierGatewayId": "carrier_gateway",
    "NetworkInterfaceId": "interface",
}
"""Member of a route in the API -> attribute of moto's route; its value has an id."""

NAT_GATEWAY_IN_USE = frozenset({"pending", "available"})
ATTACHMENT_IN_USE = frozenset({"available", "modifying", "pending", "pendingAcceptance"})


def shown_associations(table: Any) -> list[dict[str, Any]]:
    """Return a table's associations, that of the main table first."""
    found = []
    if table.main_association_id is not None:
        found.append(_association(table, table.main_association_id, main=True))
    for id_, member in list(associations_of(table).items()):
        name = "SubnetId" if member.startswith("subnet-") else "GatewayId"
        found.append(_association(table, id_, main=False) | {name: member})
    return found


def _association(table: Any, id_: str, *, main: bool) -> dict[str, Any]:
    return {
        "Main": main,
        "RouteTableAssociationId": id_,
        "RouteTableId": table.id,
        "AssociationState": {"State": "associated"},
    }


def shown_route(call: Call, route: Any) -> dict[str, Any]:
    """Return a route without its state; a local one has the origin of its table even where its target was replaced."""
    shown = destination(route) | target(route)
    if route.instance is not None:
        shown |= {"InstanceId": route.instance.id, "InstanceOwnerId": call.account}
    shown["Origin"] = "CreateRouteTable" if route.local else "CreateRoute"
    return shown


def destination(route: Any) -> dict[str, str]:
    """Return the destination of a route: the member of the API and its value."""
    if route.destination_prefix_list is not None:
        return {"DestinationPrefixListId": route.destination_prefix_list.id}
    if route.destination_ipv6_cidr_block:
        return {"DestinationIpv6CidrBlock": route.destination_ipv6_cidr_block}
    return {"DestinationCidrBlock": route.destination_cidr_block}


def target(route: Any) -> dict[str, str]:
    """Return the target of a route: the member of the API and its value."""
    for member, attribute in TARGETS.items():
        if (found := getattr(route, attribute)) is not None:
            return {member: found.id}
    return {"GatewayId": route.vpc_endpoint_id or "local"}


def gateway_works(own: Any, id_: str, vpc: str) -> bool:
    """Return whether a gateway or an endpoint takes packets of the VPC."""
    if id_.startswith("igw-"):
        gateway = own.internet_gateways.get(id_)
        return gateway is not None and gateway.vpc is not None and gateway.vpc.id == vpc
    if id_.startswith("vgw-"):
        gateway = own.vpn_gateways.get(id_)
        attachments = list(gateway.attachments.values()) if gateway is not None else []
        return any(each.vpc_id == vpc and each.state == "attached" for each in attachments)
    if id_.startswith("vpce-"):
        endpoint = own.vpc_end_points.get(id_)
        return endpoint is not None and endpoint.state == "available"
    return id_ == "local"
