"""Route tables of AWS's responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.routing.model import Destination, Route, RouteTable, Target, TargetKind
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft

_PROPAGATED = "EnableVgwRoutePropagation"
"""Origin of a route that a virtual private gateway propagates."""
_LOCAL = "local"
_TARGETS: Mapping[str, TargetKind] = {
    "TransitGatewayId": TargetKind.TRANSIT_GATEWAY,
    "NatGatewayId": TargetKind.NAT_GATEWAY,
    "VpcPeeringConnectionId": TargetKind.PEERING_CONNECTION,
    "NetworkInterfaceId": TargetKind.NETWORK_INTERFACE,
    "EgressOnlyInternetGatewayId": TargetKind.EGRESS_ONLY_INTERNET_GATEWAY,
    "CarrierGatewayId": TargetKind.UNSUPPORTED,
    "LocalGatewayId": TargetKind.UNSUPPORTED,
    "CoreNetworkArn": TargetKind.UNSUPPORTED,
    "OdbNetworkArn": TargetKind.UNSUPPORTED,
}
_GATEWAYS = (
    ("igw-", TargetKind.INTERNET_GATEWAY),
    ("vgw-", TargetKind.VIRTUAL_PRIVATE_GATEWAY),
    ("vpce-", TargetKind.VPC_ENDPOINT),
    ("eigw-", TargetKind.EGRESS_ONLY_INTERNET_GATEWAY),
)
_GONE = ("disassociated", "disassociating", "failed")


def read_route_tables(answers: Answers, draft: Draft) -> None:
    """Add route tables with what was written into them; instances must be there."""
    for identity, item in answers.by_id("RouteTables", "RouteTableId").items():
        associations = [
            each for each in item.items("Associations") if each.item("AssociationState").text("State") not in _GONE
        ]
        draft.route_tables[identity] = RouteTable(
            identity,
            item.required("VpcId"),
            tuple(_routes(item, draft)),
            main=any(each.flag("Main") for each in associations),
            subnets=tuple(each.text("SubnetId") for each in associations if each.text("SubnetId")),
            gateways=tuple(each.text("GatewayId") for each in associations if each.text("GatewayId")),
            propagating=tuple(each.required("GatewayId") for each in item.items("PropagatingVgws")),
            name=item.name,
            origin=item.origin,
            association_origins={
                each.text("SubnetId") or each.text("GatewayId"): each.origin
                for each in associations
                if each.text("SubnetId") or each.text("GatewayId")
            },
        )


def _routes(item: Item, draft: Draft) -> Iterator[Route]:
    for route in item.items("Routes"):
        if route.text("Origin") == _PROPAGATED:
            continue
        destination, target = _destination(route), _target(route, draft)
        if destination is None or target is None:
            draft.note(f"{route.origin}: a route without known destination and target is left out")
            continue
        yield Route(destination, target, route.origin)


def _destination(route: Item) -> Destination | None:
    return (
        route.prefix("DestinationCidrBlock")
        or route.prefix("DestinationIpv6CidrBlock")
        or route.text("DestinationPrefixListId")
        or None
    )


def _target(route: Item, draft: Draft) -> Target | None:
    for name, kind in _TARGETS.items():
        if route.text(name):
            if kind is TargetKind.UNSUPPORTED:
                draft.unsupported[route.text(name)] = name
            return Target(kind, route.text(name))
    gateway = route.text("GatewayId")
    if gateway == _LOCAL:
        return Target(TargetKind.LOCAL, _LOCAL)
    found = next((Target(kind, gateway) for begin, kind in _GATEWAYS if gateway.startswith(begin)), None)
    instance = draft.instances.get(route.text("InstanceId"))
    return found or (Target(TargetKind.NETWORK_INTERFACE, instance.interfaces[0]) if instance else None)
