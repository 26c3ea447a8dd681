"""Virtual private gateways and their VPCs.

Source: CreateVpnGateway, AttachVpnGateway, DetachVpnGateway, DeleteVpnGateway and DescribeVpnGateways in the EC2 API
Reference; InvalidVpcState, VpnGatewayAttachmentLimitExceeded and InvalidVpnGatewayState in its error codes.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect.values import PRIVATE_ASNS
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_shapes import tag_list
from sandbox.emulated.ec2.vpn_lookup import check_type, no_virtual_gateway, own_virtual_gateway
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import DEFAULT_AMAZON_ASN
from sandbox.emulated.hybrid_network.vpn_model import LEAVING, VirtualGateway, VpcAttachment
from sandbox.emulated.operation import operation

LISTING = Listing(
    member="VpnGateways",
    ids="VpnGatewayIds",
    id="VpnGatewayId",
    missing=no_virtual_gateway,
    fields={
        "amazon-side-asn": member("AmazonSideAsn"),
        "attachment.state": member("VpcAttachments.State"),
        "attachment.vpc-id": member("VpcAttachments.VpcId"),
        "availability-zone": member("AvailabilityZone"),
        "state": member("State"),
        "type": member("Type"),
        "vpn-gateway-id": member("VpnGatewayId"),
    },
)


@operation("CreateVpnGateway")
def create_vpn_gateway(call: HybridCall) -> dict[str, Any]:
    """Create a virtual private gateway with a private ASN."""
    type_ = check_type(call.request["Type"])
    tags = requested_tags(call, "vpn-gateway")
    asn = _asn(call.request.get("AmazonSideAsn"))
    zone = call.request.get("AvailabilityZone") or ""
    if zone and not zone.startswith(call.region):
        raise AwsError("InvalidParameterValue", f"Value ({zone}) for parameter availabilityZone is invalid.")
    made = VirtualGateway(
        id=f"vgw-{call.token(17)}",
        owner=call.account,
        region=call.region,
        asn=asn,
        type=type_,
        zone=zone,
        state="available",
        since=call.timestamp,
    )
    call.vpn.virtual_gateways[made.id] = made
    call.resources.publish_virtual_gateway(made)
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"VpnGateway": shape(call, made)}


@operation("DescribeVpnGateways")
def describe_vpn_gateways(call: HybridCall) -> dict[str, Any]:
    """Return the caller's virtual private gateways."""
    return describe(call, LISTING, [shape(call, it) for it in _own(call)])


@operation("AttachVpnGateway")
def attach_vpn_gateway(call: HybridCall) -> dict[str, Any]:
    """Attach a gateway to a VPC: one VPC a gateway, one gateway a VPC."""
    gateway = own_virtual_gateway(call, call.request["VpnGatewayId"])
    vpc = call.request["VpcId"]
    if call.resources.vpc(call.account, call.region, vpc) is None:
        raise AwsError("InvalidVpcID.NotFound", f"The vpc ID '{vpc}' does not exist")
    if gateway.state != "available":
        raise AwsError("InvalidVpnGatewayState", f"The vpnGateway {gateway.id} is in state {gateway.state}.")
    if any(it.attachment and it.attachment.vpc == vpc for it in _own(call)):
        raise AwsError("InvalidVpcState", "The specified VPC already has a virtual private gateway attached to it.")
    if gateway.attachment:
        raise AwsError(
            "VpnGatewayAttachmentLimitExceeded",
            f"The vpnGateway {gateway.id} is attached to {gateway.attachment.vpc}; it takes one VPC at a time.",
        )
    made = VpcAttachment(vpc=vpc, state="attaching", since=call.timestamp)
    gateway.attachments.append(made)
    call.resources.publish_virtual_gateway(gateway)
    return {"VpcAttachment": _attachment(made)}


@operation("DetachVpnGateway")
def detach_vpn_gateway(call: HybridCall) -> dict[str, Any]:
    """Detach a gateway from its VPC."""
    gateway = own_virtual_gateway(call, call.request["VpnGatewayId"])
    vpc = call.request["VpcId"]
    found = gateway.attachment
    if found is None or found.vpc != vpc:
        raise AwsError(
            "InvalidVpnGatewayAttachment.NotFound",
            f"The attachment with vpn gateway ID '{gateway.id}' and vpc ID '{vpc}' does not exist",
        )
    if found.state in {"attaching", "attached"}:
        found.enter("detaching", call.timestamp)
        call.resources.publish_virtual_gateway(gateway)
    return {}


@operation("DeleteVpnGateway")
def delete_vpn_gateway(call: HybridCall) -> dict[str, Any]:
    """Delete a gateway that is neither attached nor used by a VPN connection."""
    gateway = own_virtual_gateway(call, call.request["VpnGatewayId"])
    if gateway.attachment:
        raise AwsError("IncorrectState", f"The vpnGateway ID '{gateway.id}' is attached to {gateway.attachment.vpc}.")
    connections = [it.id for it in call.vpn.connections_of(gateway.id) if it.state not in LEAVING]
    if connections:
        raise AwsError("IncorrectState", f"The vpnGateway ID '{gateway.id}' has VPN connections: {connections[0]}.")
    gateway.enter("deleted", call.timestamp)
    call.resources.publish_virtual_gateway(gateway)
    return {}


def shape(call: HybridCall, it: VirtualGateway) -> dict[str, Any]:
    """Return a VpnGateway."""
    return {
        "VpnGatewayId": it.id,
        "State": it.state,
        "Type": it.type,
        "AmazonSideAsn": it.asn,
        "VpcAttachments": [_attachment(each) for each in it.attachments],
        "Tags": tag_list(call, it.id),
    } | ({"AvailabilityZone": it.zone} if it.zone else {})


def _attachment(it: VpcAttachment) -> dict[str, str]:
    return {"VpcId": it.vpc, "State": it.state}


def _own(call: HybridCall) -> list[VirtualGateway]:
    return [it for it in call.vpn.virtual_gateways.values() if (it.owner, it.region) == (call.account, call.region)]


def _asn(number: int | None) -> int:
    if number is None:
        return DEFAULT_AMAZON_ASN
    if not any(number in allowed for allowed in PRIVATE_ASNS):
        raise AwsError(
            "InvalidParameterValue", f"Invalid AmazonSideAsn {number}. Use 64512 to 65534 or 4200000000 to 4294967294."
        )
    return number
