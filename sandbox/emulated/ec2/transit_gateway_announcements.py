"""Announcements of route tables to the transit gateway at the other end of a peering.

Source: CreateTransitGatewayRouteTableAnnouncement, Delete... and DescribeTransitGatewayRouteTableAnnouncements in the
EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import own_table, wrong_state
from sandbox.emulated.ec2.transit_gateway_peering import own_peering
from sandbox.emulated.ec2.transit_gateway_shapes import moment, tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import GONE, LEAVING, TableAnnouncement
from sandbox.emulated.operation import operation


def no_announcement(id_: str) -> AwsError:
    """Make the error for an announcement that does not exist."""
    return AwsError(
        "InvalidTransitGatewayRouteTableAnnouncementID.NotFound",
        f"Transit Gateway Route Table Announcement {id_} was deleted or does not exist.",
    )


LISTING = Listing(
    member="TransitGatewayRouteTableAnnouncements",
    ids="TransitGatewayRouteTableAnnouncementIds",
    id="TransitGatewayRouteTableAnnouncementId",
    missing=no_announcement,
    fields={
        "announcement-direction": member("AnnouncementDirection"),
        "peer-transit-gateway-id": member("PeerTransitGatewayId"),
        "peering-attachment-id": member("PeeringAttachmentId"),
        "state": member("State"),
        "transit-gateway-id": member("TransitGatewayId"),
        "transit-gateway-route-table-announcement-id": member("TransitGatewayRouteTableAnnouncementId"),
        "transit-gateway-route-table-id": member("TransitGatewayRouteTableId"),
    },
)


@operation("CreateTransitGatewayRouteTableAnnouncement")
def create_transit_gateway_route_table_announcement(call: HybridCall) -> dict[str, Any]:
    """Announce a route table over a peering of its gateway."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    peering = own_peering(call, call.request["PeeringAttachmentId"])
    tags = requested_tags(call, "transit-gateway-route-table-announcement")
    ends = [peering.requester.gateway, peering.accepter.gateway]
    if table.gateway not in ends:
        raise AwsError(
            "InvalidParameterValue", f"{peering.id} is not a peering of the table's gateway {table.gateway}."
        )
    if table.state != "available":
        raise wrong_state(table.id, table.state)
    for it in call.transit.announcements.values():
        if (it.table, it.peering) == (table.id, peering.id) and it.state not in LEAVING:
            raise AwsError("InvalidParameterValue", f"{table.id} is announced over {peering.id} already: {it.id}.")
    (peer,) = (it for it in ends if it != table.gateway)
    made = TableAnnouncement(
        id=f"tgw-rtb-announcement-{call.token(17)}",
        table=table.id,
        peering=peering.id,
        gateway=table.gateway,
        peer_gateway=peer,
        created=call.timestamp,
        state="pending",
        since=call.timestamp,
    )
    call.transit.announcements[made.id] = made
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"TransitGatewayRouteTableAnnouncement": shape(call, made)}


@operation("DescribeTransitGatewayRouteTableAnnouncements")
def describe_transit_gateway_route_table_announcements(call: HybridCall) -> dict[str, Any]:
    """Return the announcements of the caller's gateways, and those to them."""
    shown = [
        shape(call, it)
        for it in call.transit.announcements.values()
        if _owns(call, it.gateway) or _owns(call, it.peer_gateway)
    ]
    return describe(call, LISTING, shown)


@operation("DeleteTransitGatewayRouteTableAnnouncement")
def delete_transit_gateway_route_table_announcement(call: HybridCall) -> dict[str, Any]:
    """Withdraw a route table that the caller announced; propagations of it end."""
    id_ = call.request["TransitGatewayRouteTableAnnouncementId"]
    found = call.transit.announcements.get(id_)
    if found is None or found.state in GONE or not _owns(call, found.gateway):
        raise no_announcement(id_)
    if found.state in LEAVING:
        raise wrong_state(id_, found.state)
    found.enter("deleting", call.timestamp)
    for table in call.transit.tables_of(found.peer_gateway):
        if link := table.announcements.get(id_):
            link.enter("disabling", call.timestamp)
    return {"TransitGatewayRouteTableAnnouncement": shape(call, found)}


def incoming(call: HybridCall, id_: str, gateway: str) -> TableAnnouncement:
    """Return an announcement to a transit gateway that its tables can take part in."""
    found = call.transit.announcements.get(id_)
    if found is None or found.state in LEAVING or found.peer_gateway != gateway:
        raise no_announcement(id_)
    return found


def shape(call: HybridCall, it: TableAnnouncement) -> dict[str, Any]:
    """Return a TransitGatewayRouteTableAnnouncement, from the caller's end."""
    outgoing = _owns(call, it.gateway)
    gateways = (it.gateway, it.peer_gateway) if outgoing else (it.peer_gateway, it.gateway)
    return {
        "TransitGatewayRouteTableAnnouncementId": it.id,
        "TransitGatewayId": gateways[0],
        "PeerTransitGatewayId": gateways[1],
        "PeeringAttachmentId": it.peering,
        "AnnouncementDirection": "outgoing" if outgoing else "incoming",
        "TransitGatewayRouteTableId": it.table,
        "State": it.state,
        "CreationTime": moment(it.created),
        "Tags": tag_list(call, it.id),
    }


def _owns(call: HybridCall, gateway: str) -> bool:
    found = call.transit.gateways.get(gateway)
    return found is not None and (found.owner, found.region) == (call.account, call.region)
