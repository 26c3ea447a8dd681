"""Connect peers: the GRE tunnels of a Connect attachment with their BGP sessions.

Source: CreateTransitGatewayConnectPeer, DeleteTransitGatewayConnectPeer and DescribeTransitGatewayConnectPeers in the
EC2 API Reference; "Connect peers" and the quotas in the Transit Gateway Guide.
"""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_connects import own_connect
from sandbox.emulated.ec2.transit_gateway_lookup import visible_attachments, wrong_state
from sandbox.emulated.ec2.transit_gateway_shapes import moment, tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    GONE,
    LEAVING,
    ConnectPeer,
    ConnectSession,
    TransitGateway,
)
from sandbox.emulated.operation import operation

PER_ATTACHMENT = 4
"""Connect peers of a Connect attachment (transit gateway quotas)."""
INSIDE, INSIDE_LENGTH = IPv4Network("169.254.0.0/16"), 29
INSIDE_IPV6, INSIDE_IPV6_LENGTH = IPv6Network("fd00::/8"), 125
RESERVED = frozenset([f"169.254.{third}.0/29" for third in range(6)] + ["169.254.169.248/29"])
LAST_ASN = 4294967294


def no_connect_peer(id_: str) -> AwsError:
    """Make the error for a Connect peer that does not exist."""
    return AwsError("InvalidTransitGatewayConnectPeerID.NotFound", f"Connect Peer {id_} was deleted or does not exist.")


LISTING = Listing(
    member="TransitGatewayConnectPeers",
    ids="TransitGatewayConnectPeerIds",
    id="TransitGatewayConnectPeerId",
    missing=no_connect_peer,
    fields={
        "state": member("State"),
        "transit-gateway-attachment-id": member("TransitGatewayAttachmentId"),
        "transit-gateway-connect-peer-id": member("TransitGatewayConnectPeerId"),
    },
)


@operation("CreateTransitGatewayConnectPeer")
def create_transit_gateway_connect_peer(call: HybridCall) -> dict[str, Any]:
    """Create a GRE tunnel between the transit gateway and an appliance, with two BGP sessions."""
    attachment = own_connect(call, call.request["TransitGatewayAttachmentId"])
    tags = requested_tags(call, "transit-gateway-connect-peer")
    if attachment.state != "available":
        raise wrong_state(attachment.id, attachment.state)
    gateway = call.transit.gateways[attachment.gateway]
    peers = [it for it in call.transit.connect_peers_of(attachment.id) if it.state not in LEAVING]
    if len(peers) >= PER_ATTACHMENT:
        raise AwsError("ResourceLimitExceeded", f"{attachment.id} has the maximum of {PER_ATTACHMENT} Connect peers.")
    peer_address = _address("peerAddress", call.request["PeerAddress"])
    inside = _inside(call, gateway, call.request["InsideCidrBlocks"])
    asn = (call.request.get("BgpOptions") or {}).get("PeerAsn")
    asn = gateway.asn if asn is None else asn
    if not 1 <= asn <= LAST_ASN:
        raise AwsError("InvalidParameterValue", f"Invalid PeerAsn {asn}. Use 1 to {LAST_ASN}.")
    amazon_address = _amazon_address(call, gateway, peer_address)
    made = ConnectPeer(
        id=f"tgw-connect-peer-{call.token(17)}",
        attachment=attachment.id,
        created=call.timestamp,
        amazon_address=amazon_address,
        peer_address=peer_address,
        inside_cidrs=inside,
        peer_asn=asn,
        sessions=_sessions(inside),
        state="pending",
        since=call.timestamp,
    )
    call.transit.connect_peers[made.id] = made
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"TransitGatewayConnectPeer": shape(call, made)}


@operation("DescribeTransitGatewayConnectPeers")
def describe_transit_gateway_connect_peers(call: HybridCall) -> dict[str, Any]:
    """Return the Connect peers of the attachments in which the caller owns a side."""
    return describe(call, LISTING, [shape(call, it) for it in _visible(call)])


@operation("DeleteTransitGatewayConnectPeer")
def delete_transit_gateway_connect_peer(call: HybridCall) -> dict[str, Any]:
    """Delete a Connect peer."""
    id_ = call.request["TransitGatewayConnectPeerId"]
    peer = next((it for it in _visible(call) if it.id == id_ and it.state not in GONE), None)
    if peer is None:
        raise no_connect_peer(id_)
    if peer.state in LEAVING:
        raise wrong_state(id_, peer.state)
    peer.enter("deleting", call.timestamp)
    return {"TransitGatewayConnectPeer": shape(call, peer)}


def shape(call: HybridCall, it: ConnectPeer) -> dict[str, Any]:
    """Return a TransitGatewayConnectPeer."""
    attachment = call.transit.attachments.get(it.attachment)
    gateway = call.transit.gateways.get(attachment.gateway) if attachment else None
    sessions = [
        {
            "TransitGatewayAsn": gateway.asn if gateway else 0,
            "PeerAsn": it.peer_asn,
            "TransitGatewayAddress": each.amazon_address,
            "PeerAddress": each.peer_address,
            "BgpStatus": each.status,
        }
        for each in it.sessions
    ]
    return {
        "TransitGatewayAttachmentId": it.attachment,
        "TransitGatewayConnectPeerId": it.id,
        "State": it.state,
        "CreationTime": moment(it.created),
        "ConnectPeerConfiguration": {
            "TransitGatewayAddress": it.amazon_address,
            "PeerAddress": it.peer_address,
            "InsideCidrBlocks": list(it.inside_cidrs),
            "Protocol": "gre",
            "BgpConfigurations": sessions,
        },
        "Tags": tag_list(call, it.id),
    }


def _visible(call: HybridCall) -> list[ConnectPeer]:
    attachments = {it.id for it in visible_attachments(call) if it.type == "connect"}
    return [it for it in call.transit.connect_peers.values() if it.attachment in attachments]


def _of_gateway(call: HybridCall, gateway: TransitGateway) -> list[ConnectPeer]:
    attachments = {it.id for it in call.transit.attachments_of(gateway.id)}
    return [it for it in call.transit.connect_peers.values() if it.attachment in attachments and it.state not in GONE]


def _address(name: str, text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError as wrong:
        raise AwsError("InvalidParameterValue", f"Value ({text}) for parameter {name} is invalid.") from wrong


def _amazon_address(call: HybridCall, gateway: TransitGateway, peer: str) -> str:
    """Return the address of the tunnel's end at the transit gateway, of the family of the peer's."""
    version = ip_address(peer).version
    blocks = [block for it in gateway.cidr_blocks if (block := ip_network(it)).version == version]
    if not blocks:
        raise AwsError("InvalidParameterValue", f"{gateway.id} has no IPv{version} CIDR block for Connect peers.")
    taken = {it.amazon_address for it in _of_gateway(call, gateway)}
    requested = call.request.get("TransitGatewayAddress")
    if not requested:
        return next(text for block in blocks for address in block.hosts() if (text := str(address)) not in taken)
    text = _address("transitGatewayAddress", requested)
    if not any(ip_address(text) in block for block in blocks):
        raise AwsError(
            "InvalidParameterValue",
            f"TransitGatewayAddress {text} is in no IPv{version} CIDR block of {gateway.id}: "
            f"{', '.join(str(block) for block in blocks)}.",
        )
    if text in taken:
        raise AwsError("InvalidParameterValue", f"TransitGatewayAddress {text} is in use by another Connect peer.")
    return text


def _inside(call: HybridCall, gateway: TransitGateway, requested: list[str]) -> tuple[str, ...]:
    """Return the inside ranges: one of IPv4, and one of IPv6 where requested, that no other peer has."""
    found = [_inside_range(text) for text in requested]
    versions = [it.version for it in found]
    if versions.count(4) != 1 or versions.count(6) > 1:
        raise AwsError(
            "InvalidParameterValue", "Specify one IPv4 CIDR block in InsideCidrBlocks, and one IPv6 block at most."
        )
    taken = {cidr for it in _of_gateway(call, gateway) for cidr in it.inside_cidrs}
    for block in found:
        if str(block) in taken:
            raise AwsError("InvalidParameterValue", f"Inside CIDR block {block} is in use by another Connect peer.")
    return tuple(str(it) for it in found)


def _inside_range(text: str) -> IPv4Network | IPv6Network:
    try:
        found = ip_network(text)
    except ValueError as wrong:
        raise _wrong_inside(text) from wrong
    if isinstance(found, IPv4Network):
        fits = found.prefixlen == INSIDE_LENGTH and found.subnet_of(INSIDE) and text not in RESERVED
    else:
        fits = found.prefixlen == INSIDE_IPV6_LENGTH and found.subnet_of(INSIDE_IPV6)
    if not fits:
        raise _wrong_inside(text)
    return found


def _wrong_inside(text: str) -> AwsError:
    return AwsError(
        "InvalidParameterValue",
        f"Inside CIDR block {text} is invalid. Use a /{INSIDE_LENGTH} of {INSIDE} that is not reserved, or a "
        f"/{INSIDE_IPV6_LENGTH} of {INSIDE_IPV6}.",
    )


def _sessions(inside: tuple[str, ...]) -> list[ConnectSession]:
    """Return two sessions for each range: the appliance has its first address, the transit gateway the next two."""
    found = []
    for cidr in inside:
        first = ip_network(cidr).network_address
        found += [ConnectSession(amazon_address=str(first + each), peer_address=str(first + 1)) for each in (2, 3)]
    return found
