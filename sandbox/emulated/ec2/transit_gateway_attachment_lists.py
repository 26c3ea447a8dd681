"""Describe the attachments of transit gateways, for the owners of either side."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import transit_gateway_shapes as shapes
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.transit_gateway_lookup import no_attachment, visible_attachments
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation

IDS: dict[str, Any] = {
    "ids": "TransitGatewayAttachmentIds",
    "id": "TransitGatewayAttachmentId",
    "missing": no_attachment,
}
OF_VPCS = Listing(
    member="TransitGatewayVpcAttachments",
    **IDS,
    fields={
        "state": member("State"),
        "transit-gateway-attachment-id": member("TransitGatewayAttachmentId"),
        "transit-gateway-id": member("TransitGatewayId"),
        "vpc-id": member("VpcId"),
    },
)
OF_ALL = Listing(
    member="TransitGatewayAttachments",
    **IDS,
    fields={
        "association.state": member("Association.State"),
        "association.transit-gateway-route-table-id": member("Association.TransitGatewayRouteTableId"),
        "resource-id": member("ResourceId"),
        "resource-owner-id": member("ResourceOwnerId"),
        "resource-type": member("ResourceType"),
        "state": member("State"),
        "transit-gateway-attachment-id": member("TransitGatewayAttachmentId"),
        "transit-gateway-id": member("TransitGatewayId"),
        "transit-gateway-owner-id": member("TransitGatewayOwnerId"),
    },
)


@operation("DescribeTransitGatewayVpcAttachments")
def describe_transit_gateway_vpc_attachments(call: HybridCall) -> dict[str, Any]:
    """Return the VPC attachments in which the caller owns a side."""
    found = [it for it in visible_attachments(call) if it.type == "vpc"]
    return describe(call, OF_VPCS, [shapes.vpc_attachment(call, it) for it in found])


@operation("DescribeTransitGatewayAttachments")
def describe_transit_gateway_attachments(call: HybridCall) -> dict[str, Any]:
    """Return the attachments of every type in which the caller owns a side."""
    return describe(call, OF_ALL, [shapes.attachment(call, it) for it in visible_attachments(call)])
