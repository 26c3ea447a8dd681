"""Describe the attachments of transit gateways, for the owners of either side."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import transit_gateway_shapes as shapes
from sandbox.emulated.ec2.filters import Fields, filtered
from sandbox.emulated.ec2.transit_gateway_lookup import (
    visible_attachments,
)
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import TransitGatewayAttachment
from sandbox.emulated.operation import operation


@operation("DescribeTransitGatewayVpcAttachments")
def describe_transit_gateway_vpc_attachments(call: HybridCall) -> dict[str, Any]:
    """Return the VPC attachments in which the caller owns a side."""
    found = [it for it in _requested(call, call.request) if it.type == "vpc"]
    fields: Fields[TransitGatewayAttachment] = {
        "state": lambda it: [it.state],
        "transit-gateway-attachment-id": lambda it: [it.id],
        "transit-gateway-id": lambda it: [it.gateway],
        "vpc-id": lambda it: [it.resource],
    }
    found = filtered(
        found, call.request.get("Filters"), fields, lambda it: call.resources.tags(call.account, call.region, it.id)
    )
    return call.page("TransitGatewayVpcAttachments", [shapes.vpc_attachment(call, it) for it in found])


@operation("DescribeTransitGatewayAttachments")
def describe_transit_gateway_attachments(call: HybridCall) -> dict[str, Any]:
    """Return the attachments of every type in which the caller owns a side."""
    fields: Fields[TransitGatewayAttachment] = {
        "association.state": lambda it: [it.association.state] if it.association else [],
        "association.transit-gateway-route-table-id": lambda it: [it.association.table] if it.association else [],
        "resource-id": lambda it: [it.resource],
        "resource-owner-id": lambda it: [it.resource_owner],
        "resource-type": lambda it: [it.type],
        "state": lambda it: [it.state],
        "transit-gateway-attachment-id": lambda it: [it.id],
        "transit-gateway-id": lambda it: [it.gateway],
        "transit-gateway-owner-id": lambda it: [call.transit.gateways[it.gateway].owner],
    }
    found = filtered(
        _requested(call, call.request),
        call.request.get("Filters"),
        fields,
        lambda it: call.resources.tags(call.account, call.region, it.id),
    )
    return call.page("TransitGatewayAttachments", [shapes.attachment(call, it) for it in found])


def _requested(call: HybridCall, request: dict[str, Any]) -> list[TransitGatewayAttachment]:
    found, wanted = visible_attachments(call), request.get("TransitGatewayAttachmentIds") or []
    if missing := set(wanted) - {it.id for it in found}:
        raise AwsError(
            "InvalidTransitGatewayAttachmentID.NotFound",
            f"Transit Gateway Attachment {min(missing)} was deleted or does not exist.",
        )
    return [it for it in found if not wanted or it.id in wanted]
