"""Route tables of transit gateways."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import transit_gateway_shapes as shapes
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import (
    no_table,
    own_gateway,
    own_table,
    wrong_state,
)
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import LEAVING, TransitRouteTable
from sandbox.emulated.operation import operation

LISTING = Listing(
    member="TransitGatewayRouteTables",
    ids="TransitGatewayRouteTableIds",
    id="TransitGatewayRouteTableId",
    missing=no_table,
    fields={
        "default-association-route-table": member("DefaultAssociationRouteTable"),
        "default-propagation-route-table": member("DefaultPropagationRouteTable"),
        "state": member("State"),
        "transit-gateway-id": member("TransitGatewayId"),
        "transit-gateway-route-table-id": member("TransitGatewayRouteTableId"),
    },
)


@operation("CreateTransitGatewayRouteTable")
def create_transit_gateway_route_table(call: HybridCall) -> dict[str, Any]:
    """Create an empty table."""
    gateway = own_gateway(call, call.request["TransitGatewayId"])
    tags = requested_tags(call, "transit-gateway-route-table")
    if gateway.state not in {"available", "modifying"}:
        raise wrong_state(gateway.id, gateway.state)
    made = TransitRouteTable(
        id=f"tgw-rtb-{call.token(17)}",
        gateway=gateway.id,
        created=call.timestamp,
        state="pending",
        since=call.timestamp,
    )
    call.transit.tables[made.id] = made
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"TransitGatewayRouteTable": shapes.table(call, made)}


@operation("DescribeTransitGatewayRouteTables")
def describe_transit_gateway_route_tables(call: HybridCall) -> dict[str, Any]:
    """Return the tables of the caller's own gateways."""
    gateways = call.transit.gateways
    mine = [
        it
        for it in call.transit.tables.values()
        if (owner := gateways.get(it.gateway)) and (owner.owner, owner.region) == (call.account, call.region)
    ]
    return describe(call, LISTING, [shapes.table(call, it) for it in mine])


@operation("DeleteTransitGatewayRouteTable")
def delete_transit_gateway_route_table(call: HybridCall) -> dict[str, Any]:
    """Delete a table that is not the default and has no associations."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    gateway = call.transit.gateways[table.gateway]
    if table.id in {gateway.association_table, gateway.propagation_table}:
        raise AwsError("IncorrectState", f"{table.id} is a default route table of {gateway.id}.")
    if any(it.association and it.association.table == table.id for it in call.transit.attachments_of(gateway.id)):
        raise AwsError("IncorrectState", f"{table.id} has associations and can not be deleted.")
    announced = [
        it.id for it in call.transit.announcements.values() if it.table == table.id and it.state not in LEAVING
    ]
    if announced:
        raise AwsError("IncorrectState", f"{table.id} is announced to a peered transit gateway: {announced[0]}.")
    for attachment in call.transit.attachments_of(gateway.id):
        attachment.propagations.pop(table.id, None)
    table.enter("deleting", call.timestamp)
    return {"TransitGatewayRouteTable": shapes.table(call, table)}
