"""References of a transit gateway's route table to managed prefix lists.

Source: CreateTransitGatewayPrefixListReference, Modify..., Delete... and GetTransitGatewayPrefixListReferences in the
EC2 API Reference; "Prefix list references" in the Transit Gateway Guide.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.transit_gateway_lookup import attachment_on, own_table, wrong_state
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import PrefixListReference, TransitRouteTable
from sandbox.emulated.operation import operation

LISTING = Listing(
    member="TransitGatewayPrefixListReferences",
    fields={
        "attachment.resource-id": member("TransitGatewayAttachment.ResourceId"),
        "attachment.resource-type": member("TransitGatewayAttachment.ResourceType"),
        "attachment.transit-gateway-attachment-id": member("TransitGatewayAttachment.TransitGatewayAttachmentId"),
        "is-blackhole": member("Blackhole"),
        "prefix-list-id": member("PrefixListId"),
        "prefix-list-owner-id": member("PrefixListOwnerId"),
        "state": member("State"),
    },
)


@operation("CreateTransitGatewayPrefixListReference")
def create_transit_gateway_prefix_list_reference(call: HybridCall) -> dict[str, Any]:
    """Route all entries of a prefix list to an attachment, or into a blackhole."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    id_ = call.request["PrefixListId"]
    found = call.resources.prefix_list(call.account, call.region, id_)
    if found is None:
        raise AwsError("InvalidPrefixListID.NotFound", f"The prefix list ID '{id_}' does not exist")
    attachment = _target(call, table)
    if id_ in table.prefix_lists:
        raise AwsError(
            "TransitGatewayPrefixListReference.Duplicate", f"{table.id} has a reference to prefix list {id_}."
        )
    made = PrefixListReference(
        prefix_list=id_,
        prefix_list_owner=found.owner,
        attachment=attachment,
        state="pending",
        since=call.timestamp,
    )
    table.prefix_lists[id_] = made
    return _answer(call, table, made)


@operation("ModifyTransitGatewayPrefixListReference")
def modify_transit_gateway_prefix_list_reference(call: HybridCall) -> dict[str, Any]:
    """Change the target of a reference."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    reference = _own(table, call.request["PrefixListId"])
    if reference.state != "available":
        raise wrong_state(f"The reference to {reference.prefix_list}", reference.state)
    reference.attachment = _target(call, table)
    reference.enter("modifying", call.timestamp)
    return _answer(call, table, reference)


@operation("DeleteTransitGatewayPrefixListReference")
def delete_transit_gateway_prefix_list_reference(call: HybridCall) -> dict[str, Any]:
    """Delete a reference."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    reference = _own(table, call.request["PrefixListId"])
    if reference.state == "deleting":
        raise wrong_state(f"The reference to {reference.prefix_list}", reference.state)
    reference.enter("deleting", call.timestamp)
    return _answer(call, table, reference)


@operation("GetTransitGatewayPrefixListReferences")
def get_transit_gateway_prefix_list_references(call: HybridCall) -> dict[str, Any]:
    """Return the references of a table."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    return describe(call, LISTING, [shape(call, table, it) for it in table.prefix_lists.values()])


def shape(call: HybridCall, table: TransitRouteTable, it: PrefixListReference) -> dict[str, Any]:
    """Return a TransitGatewayPrefixListReference."""
    shown: dict[str, Any] = {
        "TransitGatewayRouteTableId": table.id,
        "PrefixListId": it.prefix_list,
        "PrefixListOwnerId": it.prefix_list_owner,
        "State": it.state,
        "Blackhole": it.attachment is None,
    }
    attachment = call.transit.attachments.get(it.attachment) if it.attachment else None
    if attachment:
        shown["TransitGatewayAttachment"] = {
            "TransitGatewayAttachmentId": attachment.id,
            "ResourceType": attachment.type,
            "ResourceId": attachment.resource,
        }
    return shown


def _answer(call: HybridCall, table: TransitRouteTable, it: PrefixListReference) -> dict[str, Any]:
    return {"TransitGatewayPrefixListReference": shape(call, table, it)}


def _own(table: TransitRouteTable, id_: str) -> PrefixListReference:
    found = table.prefix_lists.get(id_)
    if found is None:
        raise AwsError("InvalidPrefixListID.NotFound", f"{table.id} has no reference to prefix list {id_}.")
    return found


def _target(call: HybridCall, table: TransitRouteTable) -> str | None:
    """Return the key of the requested attachment; None for a blackhole."""
    attachment, blackhole = call.request.get("TransitGatewayAttachmentId"), bool(call.request.get("Blackhole"))
    if bool(attachment) == blackhole:
        raise AwsError("InvalidParameterCombination", "Specify either TransitGatewayAttachmentId or Blackhole.")
    return attachment_on(call, attachment, table.gateway).key if attachment else None
