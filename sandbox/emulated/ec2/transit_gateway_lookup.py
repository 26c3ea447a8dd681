"""Find transit gateways, tables and attachments that the caller may see and use; EC2's errors for all others."""

from __future__ import annotations

from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    GONE,
    TransitGateway,
    TransitGatewayAttachment,
    TransitRouteTable,
)


def visible_gateways(call: HybridCall) -> list[TransitGateway]:
    """Return the account's own transit gateways of the Region, and those shared with it."""
    return [
        gateway
        for gateway in call.transit.gateways.values()
        if gateway.region == call.region
        and (gateway.owner == call.account or call.resources.shared_with(gateway.arn, call.account))
    ]


def visible_gateway(call: HybridCall, id_: str) -> TransitGateway:
    """Return a transit gateway that the caller may attach to."""
    for gateway in visible_gateways(call):
        if gateway.id == id_ and gateway.state not in GONE:
            return gateway
    raise no_gateway(id_)


def no_gateway(id_: str) -> AwsError:
    """Make the error for a transit gateway that does not exist."""
    return AwsError("InvalidTransitGatewayID.NotFound", f"Transit Gateway {id_} was deleted or does not exist.")


def own_gateway(call: HybridCall, id_: str) -> TransitGateway:
    """Return a transit gateway that the caller may change."""
    gateway = visible_gateway(call, id_)
    if gateway.owner != call.account:
        raise AwsError(
            "UnauthorizedOperation",
            f"You are not authorized to perform this operation: transit gateway {id_} belongs to another account.",
            status=403,
        )
    return gateway


def own_table(call: HybridCall, id_: str) -> TransitRouteTable:
    """Return a route table of the caller's own transit gateway: sharing a gateway does not share its tables."""
    table = call.transit.tables.get(id_)
    gateway = call.transit.gateways.get(table.gateway) if table else None
    mine = gateway is not None and gateway.owner == call.account and gateway.region == call.region
    if table is None or table.state in GONE or not mine:
        raise no_table(id_)
    return table


def no_table(id_: str) -> AwsError:
    """Make the error for a route table that does not exist."""
    return AwsError("InvalidRouteTableID.NotFound", f"Transit Gateway Route Table {id_} was deleted or does not exist.")


def visible_attachments(call: HybridCall) -> list[TransitGatewayAttachment]:
    """Return the caller's attachments, and those of others to the caller's transit gateways."""
    here = {gateway.id: gateway for gateway in call.transit.gateways.values() if gateway.region == call.region}
    return [
        attachment
        for attachment in call.transit.attachments.values()
        if attachment.gateway in here and call.account in _owners(attachment, here[attachment.gateway])
    ]


def _owners(attachment: TransitGatewayAttachment, gateway: TransitGateway) -> set[str]:
    """Return the accounts that see an attachment; the peer of a peering sees its own side alone."""
    return {gateway.owner} if attachment.type == "peering" else {gateway.owner, attachment.resource_owner}


def visible_attachment(call: HybridCall, id_: str) -> TransitGatewayAttachment:
    """Return an attachment in which the caller owns a side."""
    for attachment in visible_attachments(call):
        if attachment.id == id_ and attachment.state not in GONE:
            return attachment
    raise no_attachment(id_)


def no_attachment(id_: str) -> AwsError:
    """Make the error for an attachment that does not exist."""
    return AwsError(
        "InvalidTransitGatewayAttachmentID.NotFound", f"Transit Gateway Attachment {id_} was deleted or does not exist."
    )


def attachment_on(call: HybridCall, id_: str, gateway: str) -> TransitGatewayAttachment:
    """Return an attachment that can take part in a route table of the transit gateway."""
    attachment = visible_attachment(call, id_)
    if attachment.gateway != gateway:
        raise AwsError(
            "InvalidTransitGatewayAttachmentID.NotFound",
            f"Transit Gateway Attachment {id_} is not attached to transit gateway {gateway}.",
        )
    if attachment.state not in {"available", "modifying", "pending"}:
        raise wrong_state(id_, attachment.state)
    return attachment


def wrong_state(id_: str, state: str) -> AwsError:
    """Make the error for a resource whose state does not allow the call."""
    return AwsError("IncorrectState", f"{id_} is in invalid state: {state}")
