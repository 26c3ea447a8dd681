"""Internet gateways, one a VPC, and egress-only internet gateways."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import associations_of, changing
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

LISTING = Listing(
    member="InternetGateways",
    ids="InternetGatewayIds",
    id="InternetGatewayId",
    missing=backend.INTERNET_GATEWAY.not_found,
    fields={
        "attachment.state": member("Attachments.State"),
        "attachment.vpc-id": member("Attachments.VpcId"),
        "internet-gateway-id": member("InternetGatewayId"),
        "owner-id": member("OwnerId"),
    },
)
EGRESS_ONLY = Listing(
    member="EgressOnlyInternetGateways",
    ids="EgressOnlyInternetGatewayIds",
    id="EgressOnlyInternetGatewayId",
    missing=backend.GATEWAY.not_found,
    most=255,
)


@operation("CreateInternetGateway")
@changing
def create_internet_gateway(call: Call) -> dict[str, Any]:
    """Create a gateway that is not attached."""
    tags = requested_tags(call, "internet-gateway")
    gateway = backend.of(call).create_internet_gateway()
    tag(call, gateway.id, tags)
    return {"InternetGateway": _shown(call, gateway)}


@operation("AttachInternetGateway")
@changing
def attach_internet_gateway(call: Call) -> dict[str, Any]:
    """Attach a gateway to a VPC that has none."""
    gateway = backend.internet_gateway(call, call.request["InternetGatewayId"])
    vpc = backend.vpc(call, call.request["VpcId"])
    if gateway.vpc is not None:
        raise AwsError(
            "Resource.AlreadyAssociated", f"resource {gateway.id} is already attached to network {gateway.vpc.id}"
        )
    for other in list(backend.of(call).internet_gateways.values()):
        if other.vpc is not None and other.vpc.id == vpc.id:
            raise AwsError("InvalidParameterValue", f"Network {vpc.id} already has an internet gateway attached")
    gateway.vpc = vpc
    return {}


@operation("DetachInternetGateway")
@changing
def detach_internet_gateway(call: Call) -> dict[str, Any]:
    """Detach a gateway from a VPC without public addresses."""
    gateway = backend.internet_gateway(call, call.request["InternetGatewayId"])
    vpc = backend.vpc(call, call.request["VpcId"])
    if gateway.vpc is None or gateway.vpc.id != vpc.id:
        raise AwsError("Gateway.NotAttached", f"resource {gateway.id} is not attached to network {vpc.id}")
    own = backend.of(call)
    mapped = any(each.vpc_id == vpc.id and each.public_ip for each in list(own.enis.values()))
    if mapped or any(gateway.id in associations_of(table).values() for table in list(own.route_tables.values())):
        raise AwsError(
            "DependencyViolation",
            f"Network {vpc.id} has some mapped public address(es). Please unmap those public address(es) before"
            " detaching the gateway."
            if mapped
            else f"resource {gateway.id} is associated with a route table and cannot be detached.",
        )
    gateway.vpc = None
    return {}


@operation("DeleteInternetGateway")
@changing
def delete_internet_gateway(call: Call) -> dict[str, Any]:
    """Delete a gateway that is not attached."""
    gateway = backend.internet_gateway(call, call.request["InternetGatewayId"])
    if gateway.vpc is not None:
        raise AwsError(
            "DependencyViolation", f"The internetGateway '{gateway.id}' has dependencies and cannot be deleted."
        )
    del backend.of(call).internet_gateways[gateway.id]
    forget_tags(call, gateway.id)
    return {}


@operation("DescribeInternetGateways")
def describe_internet_gateways(call: Call) -> dict[str, Any]:
    """Return the caller's gateways."""
    known = list(backend.of(call).internet_gateways.values())
    return describe(call, LISTING, [_shown(call, each) for each in known])


@operation("CreateEgressOnlyInternetGateway")
@changing
def create_egress_only_internet_gateway(call: Call) -> dict[str, Any]:
    """Create a gateway that lets IPv6 traffic out of a VPC, attached to it."""
    if earlier := repeated(call):
        gateway = backend.egress_only_gateway(call, earlier)
    else:
        tags = requested_tags(call, "egress-only-internet-gateway")
        vpc = backend.vpc(call, call.request["VpcId"])
        gateway = backend.of(call).create_egress_only_internet_gateway(vpc.id)
        tag(call, gateway.id, tags)
        remember(call, gateway.id)
    token = call.request.get("ClientToken")
    return {"EgressOnlyInternetGateway": _shown_egress_only(call, gateway)} | ({"ClientToken": token} if token else {})


@operation("DeleteEgressOnlyInternetGateway")
@changing
def delete_egress_only_internet_gateway(call: Call) -> dict[str, Any]:
    """Delete a gateway; the routes to it become blackholes."""
    gateway = backend.egress_only_gateway(call, call.request["EgressOnlyInternetGatewayId"])
    del backend.of(call).egress_only_internet_gateways[gateway.id]
    forget_tags(call, gateway.id)
    return {"ReturnCode": True}


@operation("DescribeEgressOnlyInternetGateways")
def describe_egress_only_internet_gateways(call: Call) -> dict[str, Any]:
    """Return the caller's egress-only gateways."""
    known = list(backend.of(call).egress_only_internet_gateways.values())
    return describe(call, EGRESS_ONLY, [_shown_egress_only(call, each) for each in known])


def _shown(call: Call, gateway: Any) -> dict[str, Any]:
    attached = [{"State": "available", "VpcId": gateway.vpc.id}] if gateway.vpc is not None else []
    return {
        "Attachments": attached,
        "InternetGatewayId": gateway.id,
        "OwnerId": gateway.owner_id,
        "Tags": shown_tags(call, gateway.id),
    }


def _shown_egress_only(call: Call, gateway: Any) -> dict[str, Any]:
    return {
        "Attachments": [{"State": "attached", "VpcId": gateway.vpc_id}],
        "EgressOnlyInternetGatewayId": gateway.id,
        "Tags": shown_tags(call, gateway.id),
    }
