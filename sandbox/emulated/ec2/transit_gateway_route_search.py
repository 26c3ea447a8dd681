"""Search the routes of a transit gateway's table."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2.filters import Fields, filtered
from sandbox.emulated.ec2.listing import check_page_size
from sandbox.emulated.ec2.transit_gateway_lookup import own_table
from sandbox.emulated.ec2.transit_gateway_routes import network
from sandbox.emulated.ec2.transit_gateway_table_routes import TableRoute, shown, table_routes
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import TransitRouteTable
from sandbox.emulated.operation import operation
from sandbox.routing.prefix_order import covers

MOST = 1000
"""The largest `MaxResults` of SearchTransitGatewayRoutes, which has no pages (EC2 API Reference)."""

FIELDS: Fields[TableRoute] = {
    "attachment.transit-gateway-attachment-id": lambda it: [to.id for to in it.attachments],
    "attachment.resource-id": lambda it: [to.resource for to in it.attachments],
    "attachment.resource-type": lambda it: [to.type for to in it.attachments],
    "prefix-list-id": lambda it: [it.route.prefix_list] if it.route.prefix_list else [],
    "state": lambda it: [it.state],
    "transit-gateway-route-destination-cidr-block": lambda it: [str(it.route.destination)],
    "type": lambda it: [it.route.source.value],
}
SEARCH = "route-search."


@operation("SearchTransitGatewayRoutes")
def search_transit_gateway_routes(call: HybridCall) -> dict[str, Any]:
    """Return the table's routes that match all filters."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    found = found_routes(call, table, call.request.get("Filters") or [])
    most = call.request.get("MaxResults")
    if most is not None:
        check_page_size(most, most=MOST)
    most = MOST if most is None else most
    return {"Routes": found[:most], "AdditionalRoutesAvailable": len(found) > most}


def found_routes(call: HybridCall, table: TransitRouteTable, filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the table's routes that match all filters, each a TransitGatewayRoute."""
    found = table_routes(call, table)
    searches = [it for it in filters if str(it.get("Name") or "").startswith(SEARCH)]
    for filter_ in searches:
        found = _search(found, filter_["Name"].removeprefix(SEARCH), filter_.get("Values") or [])
    found = filtered(found, [it for it in filters if it not in searches], FIELDS, lambda _: {})
    return [shown(it) for it in found]


def _search(found: list[TableRoute], how: str, values: list[str]) -> list[TableRoute]:
    """Return the routes that a `route-search` filter selects.

    A longest prefix match has the whole value, which may be a network, in the route's destination.
    """
    wanted = [network(value) for value in values]
    if how == "exact-match":
        return [it for it in found if it.route.destination in wanted]
    if how == "subnet-of-match":
        return [it for it in found if any(covers(value, it.route.destination) for value in wanted)]
    if how == "supernet-of-match":
        return [it for it in found if any(covers(it.route.destination, value) for value in wanted)]
    if how == "longest-prefix-match":
        best = []
        for value in wanted:
            containing = [it for it in found if covers(it.route.destination, value)]
            best += [max(containing, key=lambda it: it.route.destination.prefixlen)] if containing else []
        return [it for it in found if it in best]
    raise AwsError("InvalidParameterValue", f"The filter '{SEARCH}{how}' is invalid")
