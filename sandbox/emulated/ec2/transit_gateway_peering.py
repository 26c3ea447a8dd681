"""Peerings of transit gateways, of two accounts and two Regions too.

Source: CreateTransitGatewayPeeringAttachment, Accept..., Reject..., Delete... and
DescribeTransitGatewayPeeringAttachments in the EC2 API Reference; "Transit gateway peering attachments" in the Transit
Gateway Guide.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import no_attachment, own_gateway, wrong_state
from sandbox.emulated.ec2.transit_gateway_shapes import moment, tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    GONE,
    LEAVING,
    Peering,
    PeeringSide,
    TransitGatewayAttachment,
)
from sandbox.emulated.operation import operation

_ACCOUNT = re.compile(r"[0-9]{12}")
_REGION = re.compile(r"[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}")


@operation("CreateTransitGatewayPeeringAttachment")
def create_transit_gateway_peering_attachment(call: HybridCall) -> dict[str, Any]:
    """Request a peering of the caller's gateway with another one, which its owner accepts."""
    gateway = own_gateway(call, call.request["TransitGatewayId"])
    tags = requested_tags(call, "transit-gateway-attachment")
    if gateway.state not in {"available", "modifying"}:
        raise wrong_state(gateway.id, gateway.state)
    peer = _requested_peer(call)
    if peer.gateway == gateway.id:
        raise AwsError("InvalidParameterValue", f"Transit gateway {gateway.id} can not be peered with itself.")
    for other in call.transit.peerings.values():
        if {other.requester.gateway, other.accepter.gateway} == {gateway.id, peer.gateway} and other.state not in GONE:
            raise AwsError(
                "DuplicateTransitGatewayAttachment", f"{gateway.id} has the peering {other.id} with {peer.gateway}."
            )
    id_ = f"tgw-attach-{call.token(17)}"
    made = Peering(
        id=id_,
        accepter_id=id_ if peer.region != gateway.region else f"tgw-attach-{call.token(17)}",
        requester=PeeringSide(gateway=gateway.id, owner=gateway.owner, region=gateway.region),
        accepter=peer,
        created=call.timestamp,
        dynamic_routing=(call.request.get("Options") or {}).get("DynamicRouting"),
        state="initiatingRequest",
        since=call.timestamp,
    )
    attachment = TransitGatewayAttachment(
        id=made.id,
        gateway=gateway.id,
        type="peering",
        resource=peer.gateway,
        resource_owner=peer.owner,
        origin=made.id,
        created=call.timestamp,
        state="initiatingRequest",
        since=call.timestamp,
    )
    call.transit.peerings[made.id] = made
    call.transit.attachments[attachment.key] = attachment
    call.resources.tag(call.account, call.region, made.id, tags)
    return _answer(call, made)


@operation("AcceptTransitGatewayPeeringAttachment")
def accept_transit_gateway_peering_attachment(call: HybridCall) -> dict[str, Any]:
    """Accept a peering, as the owner of the gateway that was asked."""
    peering = _awaiting(call, call.request["TransitGatewayAttachmentId"])
    peering.enter("pending", call.timestamp)
    return _answer(call, peering)


@operation("RejectTransitGatewayPeeringAttachment")
def reject_transit_gateway_peering_attachment(call: HybridCall) -> dict[str, Any]:
    """Reject a peering, as the owner of the gateway that was asked."""
    peering = _awaiting(call, call.request["TransitGatewayAttachmentId"])
    peering.enter("rejecting", call.timestamp)
    return _answer(call, peering)


@operation("DeleteTransitGatewayPeeringAttachment")
def delete_transit_gateway_peering_attachment(call: HybridCall) -> dict[str, Any]:
    """Delete a peering; the owner of either gateway may."""
    peering = _visible(call, call.request["TransitGatewayAttachmentId"])
    if peering.state in LEAVING:
        raise wrong_state(peering.id, peering.state)
    announced = [it.id for it in call.transit.announcements.values() if it.peering == peering.id]
    if any(call.transit.announcements[id_].state not in LEAVING for id_ in announced):
        raise AwsError("IncorrectState", f"{peering.id} has route table announcements: {', '.join(announced)}.")
    peering.enter("deleting", call.timestamp)
    return _answer(call, peering)


@operation("DescribeTransitGatewayPeeringAttachments")
def describe_transit_gateway_peering_attachments(call: HybridCall) -> dict[str, Any]:
    """Return the peerings in which the caller owns a gateway of this Region."""
    here = (call.account, call.region)

    def local(shown: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        requester, accepter = shown["RequesterTgwInfo"], shown["AccepterTgwInfo"]
        mine = (requester["OwnerId"], requester["Region"]) == here
        return (requester, accepter) if mine else (accepter, requester)

    listing = Listing(
        member="TransitGatewayPeeringAttachments",
        ids="TransitGatewayAttachmentIds",
        id="TransitGatewayAttachmentId",
        missing=no_attachment,
        fields={
            "local-owner-id": lambda it: [local(dict(it))[0]["OwnerId"]],
            "remote-owner-id": lambda it: [local(dict(it))[1]["OwnerId"]],
            "state": member("State"),
            "transit-gateway-attachment-id": member("TransitGatewayAttachmentId"),
            "transit-gateway-id": lambda it: [local(dict(it))[0]["TransitGatewayId"]],
        },
    )
    return describe(call, listing, [shape(call, it) for it in _all_visible(call)])


def shape(call: HybridCall, it: Peering) -> dict[str, Any]:
    """Return a TransitGatewayPeeringAttachment."""
    shown: dict[str, Any] = {
        "TransitGatewayAttachmentId": it.id,
        "RequesterTgwInfo": _side(it.requester),
        "AccepterTgwInfo": _side(it.accepter),
        "State": it.state,
        "CreationTime": moment(it.created),
        "Tags": tag_list(call, it.id),
    }
    if it.accepter_id != it.id:
        shown["AccepterTransitGatewayAttachmentId"] = it.accepter_id
    if it.dynamic_routing:
        shown["Options"] = {"DynamicRouting": it.dynamic_routing}
    if it.failure:
        shown["Status"] = {"Code": "failed", "Message": it.failure}
    return shown


def own_peering(call: HybridCall, id_: str) -> Peering:
    """Return an available peering of a gateway of the caller's in this Region."""
    peering = _visible(call, id_)
    if peering.state != "available":
        raise wrong_state(id_, peering.state)
    return peering


def _answer(call: HybridCall, it: Peering) -> dict[str, Any]:
    return {"TransitGatewayPeeringAttachment": shape(call, it)}


def _side(it: PeeringSide) -> dict[str, str]:
    return {"TransitGatewayId": it.gateway, "OwnerId": it.owner, "Region": it.region}


def _requested_peer(call: HybridCall) -> PeeringSide:
    account, region = call.request["PeerAccountId"], call.request["PeerRegion"]
    if not _ACCOUNT.fullmatch(account):
        raise AwsError("InvalidParameterValue", f"Value ({account}) for parameter peerAccountId is invalid.")
    if not _REGION.fullmatch(region):
        raise AwsError("InvalidParameterValue", f"Value ({region}) for parameter peerRegion is invalid.")
    return PeeringSide(gateway=call.request["PeerTransitGatewayId"], owner=account, region=region)


def _all_visible(call: HybridCall) -> list[Peering]:
    here = (call.account, call.region)
    found = []
    for it in call.transit.peerings.values():
        accepter = (it.accepter.owner, it.accepter.region) == here and it.keys[1] in call.transit.attachments
        if accepter or (it.requester.owner, it.requester.region) == here:
            found.append(it)
    return found


def _visible(call: HybridCall, id_: str) -> Peering:
    for it in _all_visible(call):
        if id_ in {it.id, it.accepter_id} and it.state not in GONE:
            return it
    raise no_attachment(id_)


def _awaiting(call: HybridCall, id_: str) -> Peering:
    peering = _visible(call, id_)
    if (peering.accepter.owner, peering.accepter.region) != (call.account, call.region):
        raise AwsError(
            "UnauthorizedOperation",
            f"{id_} can only be accepted or rejected by the owner of its accepter transit gateway, in its Region.",
            status=403,
        )
    if peering.state != "pendingAcceptance":
        raise wrong_state(id_, peering.state)
    return peering
