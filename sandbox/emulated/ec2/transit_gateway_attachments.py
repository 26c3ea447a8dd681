"""VPC attachments of transit gateways: created by the VPC's owner, accepted by the gateway's."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import transit_gateway_shapes as shapes
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import (
    visible_attachment,
    visible_gateway,
    wrong_state,
)
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import DEFAULT_ATTACHMENT_OPTIONS, TransitGatewayAttachment
from sandbox.emulated.hybrid_network.transit_gateway_progress import apply_defaults
from sandbox.emulated.operation import operation


@operation("CreateTransitGatewayVpcAttachment")
def create_transit_gateway_vpc_attachment(call: HybridCall) -> dict[str, Any]:
    """Attach a VPC; another account's gateway must accept it, unless it accepts automatically."""
    gateway = visible_gateway(call, call.request["TransitGatewayId"])
    tags = requested_tags(call, "transit-gateway-attachment")
    if gateway.state not in {"available", "modifying"}:
        raise wrong_state(gateway.id, gateway.state)
    _subnets(call, call.request["VpcId"], call.request["SubnetIds"])
    for other in call.transit.attachments_of(gateway.id):
        if other.type == "vpc" and other.resource == call.request["VpcId"]:
            raise AwsError(
                "DuplicateTransitGatewayAttachment",
                f"{gateway.id} has non-deleted Transit Gateway Attachments with same VPC ID.",
            )
    waits = gateway.owner != call.account and gateway.options["AutoAcceptSharedAttachments"] != "enable"
    made = TransitGatewayAttachment(
        id=f"tgw-attach-{call.token(17)}",
        gateway=gateway.id,
        type="vpc",
        resource=call.request["VpcId"],
        resource_owner=call.account,
        subnets=list(call.request["SubnetIds"]),
        options=DEFAULT_ATTACHMENT_OPTIONS | _options(call.request.get("Options") or {}),
        created=call.timestamp,
        state="pendingAcceptance" if waits else "pending",
        since=call.timestamp,
    )
    call.transit.attachments[made.id] = made
    if not waits:
        apply_defaults(call.transit, gateway, made, call.timestamp)
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"TransitGatewayVpcAttachment": shapes.vpc_attachment(call, made)}


@operation("AcceptTransitGatewayVpcAttachment")
def accept_transit_gateway_vpc_attachment(call: HybridCall) -> dict[str, Any]:
    """Accept another account's VPC on the caller's gateway."""
    attachment = _awaiting(call, call.request["TransitGatewayAttachmentId"])
    attachment.enter("pending", call.timestamp)
    apply_defaults(call.transit, call.transit.gateways[attachment.gateway], attachment, call.timestamp)
    return {"TransitGatewayVpcAttachment": shapes.vpc_attachment(call, attachment)}


@operation("RejectTransitGatewayVpcAttachment")
def reject_transit_gateway_vpc_attachment(call: HybridCall) -> dict[str, Any]:
    """Reject another account's VPC on the caller's gateway."""
    attachment = _awaiting(call, call.request["TransitGatewayAttachmentId"])
    attachment.enter("rejecting", call.timestamp)
    return {"TransitGatewayVpcAttachment": shapes.vpc_attachment(call, attachment)}


@operation("ModifyTransitGatewayVpcAttachment")
def modify_transit_gateway_vpc_attachment(call: HybridCall) -> dict[str, Any]:
    """Change subnets and options; only the VPC's owner may."""
    attachment = _vpc_attachment(call, call.request["TransitGatewayAttachmentId"])
    if attachment.resource_owner != call.account:
        raise AwsError(
            "UnauthorizedOperation", f"{attachment.id} can only be modified by the owner of its VPC.", status=403
        )
    if attachment.state != "available":
        raise wrong_state(attachment.id, attachment.state)
    removed = call.request.get("RemoveSubnetIds") or []
    added = call.request.get("AddSubnetIds") or []
    if missing := [subnet for subnet in removed if subnet not in attachment.subnets]:
        raise AwsError("InvalidParameterValue", f"{missing[0]} is not a subnet of {attachment.id}.")
    subnets = [it for it in attachment.subnets if it not in removed] + [
        it for it in added if it not in attachment.subnets
    ]
    _subnets(call, attachment.resource, subnets)
    attachment.options |= _options(call.request.get("Options") or {})
    attachment.subnets = subnets
    attachment.enter("modifying", call.timestamp)
    return {"TransitGatewayVpcAttachment": shapes.vpc_attachment(call, attachment)}


@operation("DeleteTransitGatewayVpcAttachment")
def delete_transit_gateway_vpc_attachment(call: HybridCall) -> dict[str, Any]:
    """Delete an attachment; the owner of either side may."""
    attachment = _vpc_attachment(call, call.request["TransitGatewayAttachmentId"])
    if attachment.state not in {"available", "pendingAcceptance", "modifying", "pending"}:
        raise wrong_state(attachment.id, attachment.state)
    carried = [it.id for it in call.transit.attachments_of(attachment.gateway) if it.transport == attachment.id]
    if carried:
        raise AwsError("IncorrectState", f"{attachment.id} has non-deleted Connect Attachments: {', '.join(carried)}.")
    attachment.enter("deleting", call.timestamp)
    return {"TransitGatewayVpcAttachment": shapes.vpc_attachment(call, attachment)}


def _vpc_attachment(call: HybridCall, id_: str) -> TransitGatewayAttachment:
    attachment = visible_attachment(call, id_)
    if attachment.type != "vpc":
        raise AwsError(
            "InvalidTransitGatewayAttachmentID.NotFound",
            f"{id_} is a {attachment.type} attachment, not a VPC attachment.",
        )
    return attachment


def _awaiting(call: HybridCall, id_: str) -> TransitGatewayAttachment:
    attachment = _vpc_attachment(call, id_)
    if call.transit.gateways[attachment.gateway].owner != call.account:
        raise AwsError(
            "UnauthorizedOperation",
            f"{id_} can only be accepted or rejected by the owner of its transit gateway.",
            status=403,
        )
    if attachment.state != "pendingAcceptance":
        raise wrong_state(id_, attachment.state)
    return attachment


def _subnets(call: HybridCall, vpc_id: str, subnets: list[str]) -> None:
    """Raise unless the subnets are of the caller's VPC, at least one, and one a zone at most."""
    vpc = call.resources.vpc(call.account, call.region, vpc_id)
    if vpc is None:
        raise AwsError("InvalidVpcID.NotFound", f"The vpc ID '{vpc_id}' does not exist")
    if not subnets:
        raise AwsError("InvalidParameterValue", "A transit gateway VPC attachment needs at least one subnet.")
    for subnet in subnets:
        if subnet not in vpc.zone_of_subnet:
            raise AwsError("InvalidSubnetID.NotFound", f"The subnet ID '{subnet}' does not exist")
    zones = [vpc.zone_of_subnet[subnet] for subnet in subnets]
    if len(set(zones)) != len(zones):
        raise AwsError("DuplicateSubnetsInSameZone", "Duplicate Subnets for same AZ")


def _options(requested: dict[str, Any]) -> dict[str, str]:
    if unknown := set(requested) - set(DEFAULT_ATTACHMENT_OPTIONS):
        raise AwsError("InvalidParameterValue", f"The sandbox does not know the attachment option {min(unknown)}.")
    for name, value in requested.items():
        if value not in {"enable", "disable"}:
            raise AwsError("InvalidParameterValue", f"Invalid value '{value}' for {name}. Use enable or disable.")
    return {str(name): str(value) for name, value in requested.items()}
