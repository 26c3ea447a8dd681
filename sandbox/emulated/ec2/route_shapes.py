"""Routes and route tables as EC2 shows them: each route with one destination, one target, one origin and one state."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import associations_of, routes_of
from sandbox.emulated.ec2.peering_states import settled, status_of
from sandbox.emulated.ec2.tags import shown_tags
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


def shown_table(call: Call, table: Any) -> dict[str, Any]:
    """Return a table without propagated routes."""
    return {
        "Associations": shown_associations(table),
        "PropagatingVgws": [],
        "RouteTableId": table.id,
        "Routes": [shown_route(call, table, route) for route in list(routes_of(table).values())],
        "Tags": shown_tags(call, table.id),
        "VpcId": table.vpc_id,
        "OwnerId": table.owner_id,
    }


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


def shown_route(call: Call, table: Any, route: Any) -> dict[str, Any]:
    """Return a route; a local one has the origin of its table even where its target was replaced."""
    shown = destination(route) | target(route)
    if route.instance is not None:
        shown |= {"InstanceId": route.instance.id, "InstanceOwnerId": call.account}
    shown["Origin"] = "CreateRouteTable" if route.local else "CreateRoute"
    shown["State"] = "active" if _works(call, table, route) else "blackhole"
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


def _works(call: Call, table: Any, route: Any) -> bool:
    """Return whether a route's target is there to take packets; transit gateways are looked up with their state."""
    ((member, id_),) = target(route).items()
    own = backend.of(call)
    if member == "NetworkInterfaceId":
        return _interface_works(own.enis.get(id_))
    if member == "NatGatewayId":
        found = own.nat_gateways.get(id_)
        return found is not None and found.state in NAT_GATEWAY_IN_USE
    if member == "VpcPeeringConnectionId":
        return any(each.id == id_ and status_of(each) == "active" for each in settled(call))
    if member == "EgressOnlyInternetGatewayId":
        return id_ in own.egress_only_internet_gateways
    if member == "CarrierGatewayId":
        return id_ in own.carrier_gateways
    return member == "TransitGatewayId" or gateway_works(own, id_, table.vpc_id)


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


def _interface_works(interface: Any) -> bool:
    if interface is None:
        return False
    state = interface.instance._state.name if interface.instance is not None else "running"  # noqa: SLF001
    return bool(state in {"pending", "running"})
