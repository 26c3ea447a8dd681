"""Associations and propagations of attachments with a transit gateway's route tables."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import transit_gateway_shapes as shapes
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.transit_gateway_announcements import incoming
from sandbox.emulated.ec2.transit_gateway_lookup import (
    attachment_on,
    own_gateway,
    own_table,
    visible_attachment,
)
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    TableLink,
    TransitGatewayAttachment,
    TransitRouteTable,
)
from sandbox.emulated.operation import operation

LINKS = {
    "resource-id": member("ResourceId"),
    "resource-type": member("ResourceType"),
    "transit-gateway-attachment-id": member("TransitGatewayAttachmentId"),
}
ASSOCIATIONS = Listing(member="Associations", fields=LINKS)
PROPAGATIONS = Listing(member="TransitGatewayRouteTablePropagations", fields=LINKS)
OF_ATTACHMENT = Listing(
    member="TransitGatewayAttachmentPropagations",
    fields={"transit-gateway-route-table-id": member("TransitGatewayRouteTableId")},
)


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
    return describe(call, ASSOCIATIONS, [shapes.link(it, it.association) for it in found if it.association])


@operation("EnableTransitGatewayRouteTablePropagation")
def enable_transit_gateway_route_table_propagation(call: HybridCall) -> dict[str, Any]:
    """Let an attachment propagate its routes into the table."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    if announcement := _announcement_id(call.request):
        return _propagate_announcement(call, table, announcement)
    attachment = attachment_on(call, call.request["TransitGatewayAttachmentId"], table.gateway)
    if attachment.type == "peering":
        raise AwsError(
            "InvalidParameterValue",
            f"{attachment.id} is a peering attachment, which propagates no routes: write static routes to it.",
        )
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
    if announcement := _announcement_id(call.request):
        return _stop_announcement(call, table, announcement)
    attachment = visible_attachment(call, call.request["TransitGatewayAttachmentId"])
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
    shown = [shapes.link(it, it.propagations[table.id]) for it in found]
    shown += [_announced(call, id_, link) for id_, link in table.announcements.items()]
    return describe(call, PROPAGATIONS, shown)


@operation("GetTransitGatewayAttachmentPropagations")
def get_transit_gateway_attachment_propagations(call: HybridCall) -> dict[str, Any]:
    """Return the tables that an attachment propagates into; only the gateway's owner may call this."""
    attachment = visible_attachment(call, call.request["TransitGatewayAttachmentId"])
    own_gateway(call, attachment.gateway)
    found = attachment.propagations.values()
    shown = [{"TransitGatewayRouteTableId": it.table, "State": it.state} for it in found]
    return describe(call, OF_ATTACHMENT, shown)


def _announcement_id(request: dict[str, Any]) -> str | None:
    """Return the id of the requested announcement; None where the request names an attachment."""
    announcement, attachment = (
        request.get(f"TransitGateway{name}Id") for name in ("RouteTableAnnouncement", "Attachment")
    )
    if announcement and attachment:
        raise AwsError(
            "InvalidParameterCombination",
            "Specify either TransitGatewayAttachmentId or TransitGatewayRouteTableAnnouncementId.",
        )
    if not announcement and not attachment:
        raise AwsError("MissingParameter", "The request must contain the parameter TransitGatewayAttachmentId")
    return announcement


def _propagate_announcement(call: HybridCall, table: TransitRouteTable, id_: str) -> dict[str, Any]:
    incoming(call, id_, table.gateway)
    if id_ in table.announcements and table.announcements[id_].state != "disabling":
        raise AwsError(
            "TransitGatewayRouteTablePropagation.Duplicate",
            f"Propagation {id_} is already enabled in Transit Gateway Route Table {table.id}.",
        )
    link = TableLink(state="enabling", since=call.timestamp, table=table.id)
    table.announcements[id_] = link
    return {"Propagation": _announced(call, id_, link) | {"TransitGatewayRouteTableId": table.id}}


def _stop_announcement(call: HybridCall, table: TransitRouteTable, id_: str) -> dict[str, Any]:
    link = table.announcements.get(id_)
    if link is None or link.state == "disabling":
        raise AwsError(
            "TransitGatewayRouteTablePropagation.NotFound",
            f"Propagation {id_} is not enabled in Transit Gateway Route Table {table.id}.",
        )
    link.enter("disabling", call.timestamp)
    return {"Propagation": _announced(call, id_, link) | {"TransitGatewayRouteTableId": table.id}}


def _announced(call: HybridCall, id_: str, link: TableLink) -> dict[str, Any]:
    """Return the propagation of an announced table, whose resource is the gateway that announces it."""
    found = call.transit.announcements.get(id_)
    return {
        "TransitGatewayRouteTableAnnouncementId": id_,
        "TransitGatewayAttachmentId": found.peering if found else "",
        "ResourceId": found.gateway if found else "",
        "ResourceType": "peering",
        "State": link.state,
    }


def _of_table(table: TransitRouteTable, attachment: TransitGatewayAttachment, link: TableLink) -> dict[str, Any]:
    return shapes.link(attachment, link) | {"TransitGatewayRouteTableId": table.id}
