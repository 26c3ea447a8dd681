"""Associations and propagations of attachments with a transit gateway's route tables."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import transit_gateway_shapes as shapes
from sandbox.emulated.ec2.filters import Fields, filtered
from sandbox.emulated.ec2.transit_gateway_lookup import (
    attachment_on,
    own_gateway,
    own_table,
    visible_attachment,
)
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    TableLink,
    TransitGatewayAttachment,
    TransitRouteTable,
)
from sandbox.emulated.operation import operation

LINKS: Fields[TransitGatewayAttachment] = {
    "resource-id": lambda it: [it.resource],
    "resource-type": lambda it: [it.type],
    "transit-gateway-attachment-id": lambda it: [it.id],
}


@operation("AssociateTransitGatewayRouteTable")
def associate_transit_gateway_route_table(call: HybridCall) -> dict[str, Any]:
    """Associate an attachment with a route table; it has one association at most."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    attachment = attachment_on(call, call.request["TransitGatewayAttachmentId"], table.gateway)
    if attachment.association:
        raise AwsError(
            "Resource.AlreadyAssociated",
            f"Transit Gateway Attachment {attachment.id} is already associated to a route table.",
        )
    attachment.association = TableLink(state="associating", since=call.timestamp, table=table.id)
    return {"Association": _of_table(table, attachment, attachment.association)}


@operation("DisassociateTransitGatewayRouteTable")
def disassociate_transit_gateway_route_table(call: HybridCall) -> dict[str, Any]:
    """End the association of an attachment."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    attachment = visible_attachment(call, call.request["TransitGatewayAttachmentId"])
    if attachment.association is None or attachment.association.table != table.id:
        raise AwsError(
            "InvalidAssociation.NotFound",
            f"Transit Gateway Attachment {attachment.id} is not associated with {table.id}.",
        )
    attachment.association.enter("disassociating", call.timestamp)
    return {"Association": _of_table(table, attachment, attachment.association)}


@operation("GetTransitGatewayRouteTableAssociations")
def get_transit_gateway_route_table_associations(call: HybridCall) -> dict[str, Any]:
    """Return the attachments that are associated with the table."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    found = [
        it for it in call.transit.attachments_of(table.gateway) if it.association and it.association.table == table.id
    ]
    found = filtered(found, call.request.get("Filters"), LINKS, lambda _: {})
    shown = [shapes.link(it, it.association) for it in found if it.association]
    return call.page("Associations", shown)


@operation("EnableTransitGatewayRouteTablePropagation")
def enable_transit_gateway_route_table_propagation(call: HybridCall) -> dict[str, Any]:
    """Let an attachment propagate its routes into the table."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    attachment = attachment_on(call, _attachment_id(call.request), table.gateway)
    link = attachment.propagations.get(table.id)
    if link and link.state in {"enabled", "enabling"}:
        raise AwsError(
            "TransitGatewayRouteTablePropagation.Duplicate",
            f"Propagation {attachment.id} is already enabled in Transit Gateway Route Table {table.id}.",
        )
    link = TableLink(state="enabling", since=call.timestamp, table=table.id)
    attachment.propagations[table.id] = link
    return {"Propagation": _of_table(table, attachment, link)}


@operation("DisableTransitGatewayRouteTablePropagation")
def disable_transit_gateway_route_table_propagation(call: HybridCall) -> dict[str, Any]:
    """Stop the propagation of an attachment into the table."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    attachment = visible_attachment(call, _attachment_id(call.request))
    link = attachment.propagations.get(table.id)
    if link is None or link.state == "disabling":
        raise AwsError(
            "TransitGatewayRouteTablePropagation.NotFound",
            f"Propagation {attachment.id} is not enabled in Transit Gateway Route Table {table.id}.",
        )
    link.enter("disabling", call.timestamp)
    return {"Propagation": _of_table(table, attachment, link)}


@operation("GetTransitGatewayRouteTablePropagations")
def get_transit_gateway_route_table_propagations(call: HybridCall) -> dict[str, Any]:
    """Return the attachments that propagate into the table."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    found = [it for it in call.transit.attachments_of(table.gateway) if table.id in it.propagations]
    found = filtered(found, call.request.get("Filters"), LINKS, lambda _: {})
    shown = [shapes.link(it, it.propagations[table.id]) for it in found]
    return call.page("TransitGatewayRouteTablePropagations", shown)


@operation("GetTransitGatewayAttachmentPropagations")
def get_transit_gateway_attachment_propagations(call: HybridCall) -> dict[str, Any]:
    """Return the tables that an attachment propagates into; only the gateway's owner may call this."""
    attachment = visible_attachment(call, call.request["TransitGatewayAttachmentId"])
    own_gateway(call, attachment.gateway)
    fields: Fields[TableLink] = {"transit-gateway-route-table-id": lambda it: [it.table]}
    found = filtered(attachment.propagations.values(), call.request.get("Filters"), fields, lambda _: {})
    shown = [{"TransitGatewayRouteTableId": it.table, "State": it.state} for it in found]
    return call.page("TransitGatewayAttachmentPropagations", shown)


def _attachment_id(request: dict[str, Any]) -> str:
    if request.get("TransitGatewayRouteTableAnnouncementId"):
        raise NotEmulatedError("ec2", "route table propagation", "announcements of peered transit gateways")
    if not request.get("TransitGatewayAttachmentId"):
        raise AwsError("MissingParameter", "The request must contain the parameter TransitGatewayAttachmentId")
    return str(request["TransitGatewayAttachmentId"])


def _of_table(table: TransitRouteTable, attachment: TransitGatewayAttachment, link: TableLink) -> dict[str, Any]:
    return shapes.link(attachment, link) | {"TransitGatewayRouteTableId": table.id}
