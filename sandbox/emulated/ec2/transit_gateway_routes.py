"""Create, replace, delete and search routes of a transit gateway's table."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network
from typing import Any

from sandbox.emulated.directconnect.route_exchange import learned_by_gateway
from sandbox.emulated.ec2.filters import Fields, filtered
from sandbox.emulated.ec2.transit_gateway_lookup import attachment_on, own_table
from sandbox.emulated.ec2.transit_gateway_rib import Network, TransitRoute, longest_match, routes, within
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    StaticRoute,
    TransitGatewayAttachment,
    TransitRouteTable,
)
from sandbox.emulated.operation import operation

MOST = 1000
"""The largest `MaxResults` of SearchTransitGatewayRoutes, which has no pages (EC2 API Reference)."""

FIELDS: Fields[TransitRoute] = {
    "attachment.transit-gateway-attachment-id": lambda it: [to.id for to in it.attachments],
    "attachment.resource-id": lambda it: [to.resource for to in it.attachments],
    "attachment.resource-type": lambda it: [to.type for to in it.attachments],
    "state": lambda it: [it.state],
    "type": lambda it: [it.type],
}
SEARCH = "route-search."


@operation("CreateTransitGatewayRoute")
def create_transit_gateway_route(call: HybridCall) -> dict[str, Any]:
    """Create a static route, to an attachment or as a blackhole."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    cidr = str(network(call.request["DestinationCidrBlock"]))
    if cidr in table.routes:
        raise AwsError("RouteAlreadyExists", f"Route {cidr} already exists in Transit Gateway Route Table {table.id}.")
    table.routes[cidr] = _written(call, table, cidr, call.request)
    return {"Route": _shown(_found(call, table, cidr))}


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
    return {"Route": _shown(_found(call, table, cidr))}


@operation("DeleteTransitGatewayRoute")
def delete_transit_gateway_route(call: HybridCall) -> dict[str, Any]:
    """Delete a static route; a propagated one ends with its propagation."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    cidr = str(network(call.request["DestinationCidrBlock"]))
    if cidr not in table.routes:
        raise AwsError(
            "InvalidRoute.NotFound", f"Route {cidr} was not found in Transit Gateway Route Table {table.id}."
        )
    shown = _shown(_found(call, table, cidr))
    del table.routes[cidr]
    return {"Route": shown | {"State": "deleted"}}


@operation("SearchTransitGatewayRoutes")
def search_transit_gateway_routes(call: HybridCall) -> dict[str, Any]:
    """Return the table's routes that match all filters."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    filters = call.request.get("Filters") or []
    found = routes(call.transit, table, announced(call))
    for filter_ in filters:
        if filter_["Name"].startswith(SEARCH):
            found = _search(found, filter_["Name"].removeprefix(SEARCH), filter_.get("Values") or [])
    found = filtered(found, [it for it in filters if not it["Name"].startswith(SEARCH)], FIELDS, lambda _: {})
    most = int(call.request.get("MaxResults") or MOST)
    return {"Routes": [_shown(it) for it in found[:most]], "AdditionalRoutesAvailable": len(found) > most}


def announced(call: HybridCall) -> Any:
    """Return the prefixes behind an attachment now."""

    def prefixes(attachment: TransitGatewayAttachment) -> Iterable[str]:
        if attachment.type == "direct-connect-gateway":
            return learned_by_gateway(call.direct_connect, attachment.resource)
        if attachment.type == "vpn":
            connection = call.vpn.connections.get(attachment.resource)
            return (
                dict.fromkeys(cidr for tunnel in connection.tunnels for cidr in tunnel.received) if connection else ()
            )
        if attachment.type == "connect":
            peers = call.transit.connect_peers_of(attachment.key)
            return dict.fromkeys(cidr for peer in peers for cidr in peer.received)
        if attachment.type == "peering":
            return ()
        vpc = call.resources.vpc(attachment.resource_owner, call.region, attachment.resource)
        return vpc.cidrs if vpc else ()

    return prefixes


def network(text: str) -> Network:
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
    return StaticRoute(cidr=cidr, attachment=attachment.id if attachment else None)


def _found(call: HybridCall, table: TransitRouteTable, cidr: str) -> TransitRoute:
    return next(it for it in routes(call.transit, table, announced(call)) if it.cidr == cidr)


def _search(found: list[TransitRoute], how: str, values: list[str]) -> list[TransitRoute]:
    wanted = [network(value) for value in values]
    if how == "exact-match":
        return [it for it in found if ip_network(it.cidr) in wanted]
    if how == "longest-prefix-match":
        best = [longest_match(found, value) for value in wanted]
        return [it for it in found if it in best]
    if how == "subnet-of-match":
        return [it for it in found if any(within(ip_network(it.cidr), value) for value in wanted)]
    if how == "supernet-of-match":
        return [it for it in found if any(within(value, ip_network(it.cidr)) for value in wanted)]
    raise AwsError("InvalidParameterValue", f"The filter '{SEARCH}{how}' is invalid")


def _shown(route: TransitRoute) -> dict[str, Any]:
    answer: dict[str, Any] = {"DestinationCidrBlock": route.cidr, "Type": route.type, "State": route.state}
    if route.attachments:
        answer["TransitGatewayAttachments"] = [
            {"ResourceId": it.resource, "TransitGatewayAttachmentId": it.id, "ResourceType": it.type}
            for it in route.attachments
        ]
    return answer
