"""Connect attachments: GRE tunnels over a VPC or Direct Connect attachment.

Source: CreateTransitGatewayConnect, DeleteTransitGatewayConnect and DescribeTransitGatewayConnects in the EC2 API
Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import (
    no_attachment,
    visible_attachment,
    visible_attachments,
    wrong_state,
)
from sandbox.emulated.ec2.transit_gateway_shapes import moment, tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import LEAVING, TransitGatewayAttachment
from sandbox.emulated.hybrid_network.transit_gateway_progress import apply_defaults
from sandbox.emulated.operation import operation

TRANSPORTS = ("vpc", "direct-connect-gateway")

LISTING = Listing(
    member="TransitGatewayConnects",
    ids="TransitGatewayAttachmentIds",
    id="TransitGatewayAttachmentId",
    missing=no_attachment,
    fields={
        "options.protocol": member("Options.Protocol"),
        "state": member("State"),
        "transit-gateway-attachment-id": member("TransitGatewayAttachmentId"),
        "transit-gateway-id": member("TransitGatewayId"),
        "transport-transit-gateway-attachment-id": member("TransportTransitGatewayAttachmentId"),
    },
)


@operation("CreateTransitGatewayConnect")
def create_transit_gateway_connect(call: HybridCall) -> dict[str, Any]:
    """Create a Connect attachment over another attachment."""
    transport = visible_attachment(call, call.request["TransportTransitGatewayAttachmentId"])
    tags = requested_tags(call, "transit-gateway-attachment")
    protocol = call.request["Options"].get("Protocol")
    if protocol != "gre":
        raise AwsError("InvalidParameterValue", f"Value ({protocol}) for parameter protocol is invalid. Use gre.")
    if transport.type not in TRANSPORTS:
        raise AwsError(
            "InvalidParameterValue",
            f"{transport.id} is a {transport.type} attachment; Connect needs one of {' or '.join(TRANSPORTS)}.",
        )
    if transport.state != "available":
        raise wrong_state(transport.id, transport.state)
    made = TransitGatewayAttachment(
        id=f"tgw-attach-{call.token(17)}",
        gateway=transport.gateway,
        type="connect",
        resource=transport.id,
        resource_owner=call.account,
        transport=transport.id,
        created=call.timestamp,
        state="pending",
        since=call.timestamp,
    )
    call.transit.attachments[made.key] = made
    apply_defaults(call.transit, call.transit.gateways[made.gateway], made, call.timestamp)
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"TransitGatewayConnect": shape(call, made)}


@operation("DescribeTransitGatewayConnects")
def describe_transit_gateway_connects(call: HybridCall) -> dict[str, Any]:
    """Return the Connect attachments in which the caller owns a side."""
    found = [it for it in visible_attachments(call) if it.type == "connect"]
    return describe(call, LISTING, [shape(call, it) for it in found])


@operation("DeleteTransitGatewayConnect")
def delete_transit_gateway_connect(call: HybridCall) -> dict[str, Any]:
    """Delete a Connect attachment without Connect peers."""
    attachment = own_connect(call, call.request["TransitGatewayAttachmentId"])
    if attachment.state in LEAVING:
        raise wrong_state(attachment.id, attachment.state)
    peers = [it.id for it in call.transit.connect_peers_of(attachment.id) if it.state not in LEAVING]
    if peers:
        raise AwsError("IncorrectState", f"{attachment.id} has non-deleted Connect Peers: {', '.join(peers)}.")
    attachment.enter("deleting", call.timestamp)
    return {"TransitGatewayConnect": shape(call, attachment)}


def own_connect(call: HybridCall, id_: str) -> TransitGatewayAttachment:
    """Return a Connect attachment in which the caller owns a side."""
    attachment = visible_attachment(call, id_)
    if attachment.type != "connect":
        raise AwsError(
            "InvalidTransitGatewayAttachmentID.NotFound",
            f"{id_} is a {attachment.type} attachment, not a Connect attachment.",
        )
    return attachment


def shape(call: HybridCall, it: TransitGatewayAttachment) -> dict[str, Any]:
    """Return a TransitGatewayConnect."""
    return {
        "TransitGatewayAttachmentId": it.id,
        "TransportTransitGatewayAttachmentId": it.transport or "",
        "TransitGatewayId": it.gateway,
        "State": it.state,
        "CreationTime": moment(it.created),
        "Options": {"Protocol": "gre"},
        "Tags": tag_list(call, it.id),
    }
