"""Transit gateways in the shapes of EC2's API, with the caller's own tags."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    TableLink,
    TransitGateway,
    TransitGatewayAttachment,
    TransitRouteTable,
)


def tag_list(call: HybridCall, id_: str) -> list[dict[str, str]]:
    """Return the tags that the caller set: each account sees only its own."""
    tags = call.resources.tags(call.account, call.region, id_)
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def moment(seconds: float) -> datetime:
    """Return seconds since the epoch as boto3 shows a time."""
    return datetime.fromtimestamp(seconds, UTC)


def gateway(call: HybridCall, it: TransitGateway) -> dict[str, Any]:
    """Return a TransitGateway."""
    options: dict[str, Any] = {"AmazonSideAsn": it.asn, "TransitGatewayCidrBlocks": list(it.cidr_blocks)} | it.options
    if it.association_table:
        options["AssociationDefaultRouteTableId"] = it.association_table
    if it.propagation_table:
        options["PropagationDefaultRouteTableId"] = it.propagation_table
    return {
        "TransitGatewayId": it.id,
        "TransitGatewayArn": it.arn,
        "State": it.state,
        "OwnerId": it.owner,
        "Description": it.description,
        "CreationTime": moment(it.created),
        "Options": options,
        "Tags": tag_list(call, it.id),
    }


def table(call: HybridCall, it: TransitRouteTable) -> dict[str, Any]:
    """Return a TransitGatewayRouteTable."""
    owner = call.transit.gateways.get(it.gateway)
    return {
        "TransitGatewayRouteTableId": it.id,
        "TransitGatewayId": it.gateway,
        "State": it.state,
        "DefaultAssociationRouteTable": owner is not None and owner.association_table == it.id,
        "DefaultPropagationRouteTable": owner is not None and owner.propagation_table == it.id,
        "CreationTime": moment(it.created),
        "Tags": tag_list(call, it.id),
    }


def attachment(call: HybridCall, it: TransitGatewayAttachment) -> dict[str, Any]:
    """Return a TransitGatewayAttachment of any type."""
    owner = call.transit.gateways.get(it.gateway)
    answer: dict[str, Any] = {
        "TransitGatewayAttachmentId": it.id,
        "TransitGatewayId": it.gateway,
        "TransitGatewayOwnerId": owner.owner if owner else "",
        "ResourceOwnerId": it.resource_owner,
        "ResourceType": it.type,
        "ResourceId": it.resource,
        "State": it.state,
        "CreationTime": moment(it.created),
        "Tags": tag_list(call, it.id),
    }
    if it.association:
        answer["Association"] = {
            "TransitGatewayRouteTableId": it.association.table,
            "State": it.association.state,
        }
    return answer


def vpc_attachment(call: HybridCall, it: TransitGatewayAttachment) -> dict[str, Any]:
    """Return a TransitGatewayVpcAttachment."""
    return {
        "TransitGatewayAttachmentId": it.id,
        "TransitGatewayId": it.gateway,
        "VpcId": it.resource,
        "VpcOwnerId": it.resource_owner,
        "State": it.state,
        "SubnetIds": list(it.subnets),
        "CreationTime": moment(it.created),
        "Options": dict(it.options),
        "Tags": tag_list(call, it.id),
    }


def link(it: TransitGatewayAttachment, state: TableLink) -> dict[str, Any]:
    """Return an association or propagation of an attachment, as a route table's operations show it."""
    return {
        "TransitGatewayAttachmentId": it.id,
        "ResourceId": it.resource,
        "ResourceType": it.type,
        "State": state.state,
    }
