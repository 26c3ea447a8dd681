"""Direct Connect's model in the shapes of the API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.hybrid_network.direct_connect_model import (
    Association,
    BgpPeer,
    Connection,
    DirectConnectState,
    Gateway,
    Proposal,
    VirtualInterface,
)
from sandbox.emulated.hybrid_network.direct_connect_progress import amazon_asn

LAST_SHORT_ASN = 2147483647
"""What `asn` holds, a signed integer of 32 bits; larger ASNs are in `asnLong` alone."""


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Return tags as AWS lists them."""
    return [{"key": key, "value": value} for key, value in tags.items()]


def prefix_list(prefixes: tuple[str, ...]) -> list[dict[str, str]]:
    """Return prefixes as AWS lists them."""
    return [{"cidr": prefix} for prefix in prefixes]


def device(location: str, id_: str) -> str:
    """Return the name of AWS's router that a port is on: always the same for one port."""
    return f"{location}-{id_[-8:]}"


def connection(it: Connection) -> dict[str, Any]:
    """Return a Connection."""
    answer: dict[str, Any] = {
        "ownerAccount": it.owner,
        "connectionId": it.id,
        "connectionName": it.name,
        "connectionState": it.state,
        "region": it.region,
        "location": it.location,
        "bandwidth": it.bandwidth,
        "jumboFrameCapable": True,
        "hasLogicalRedundancy": "unknown",
        "macSecCapable": False,
        "tags": tag_list(it.tags),
    }
    if it.state not in {"requested", "ordering"}:
        name = device(it.location, it.parent or it.id)
        answer |= {"awsDevice": name, "awsDeviceV2": name, "awsLogicalDeviceId": name}
    if it.loa_issued is not None and it.parent is None:
        answer["loaIssueTime"] = datetime.fromtimestamp(it.loa_issued, UTC)
    if it.vlan:
        answer["vlan"] = it.vlan
    if it.partner:
        answer["partnerName"] = it.partner
    if it.provider:
        answer["providerName"] = it.provider
    return answer


def asns(number: int) -> dict[str, int]:
    """Return both of AWS's members for an ASN; the older one holds 31 bits."""
    return {"asn": number if number <= LAST_SHORT_ASN else 0, "asnLong": number}


def peer(it: BgpPeer, name: str) -> dict[str, Any]:
    """Return a BGPPeer."""
    return asns(it.asn) | {
        "bgpPeerId": it.id,
        "authKey": it.key,
        "addressFamily": it.family,
        "amazonAddress": it.amazon_address,
        "customerAddress": it.customer_address,
        "bgpPeerState": it.state,
        "bgpStatus": it.status,
        "awsDeviceV2": name,
        "awsLogicalDeviceId": name,
    }


def interface(
    direct_connect: DirectConnectState, it: VirtualInterface, virtual_gateway_asns: dict[str, int]
) -> dict[str, Any]:
    """Return a VirtualInterface; the members of a session are those of its first peer."""
    port = direct_connect.connections.get(it.connection)
    location = port.location if port else ""
    name = device(location, (port.parent or port.id) if port else it.connection)
    answer: dict[str, Any] = {
        "ownerAccount": it.owner,
        "virtualInterfaceId": it.id,
        "location": location,
        "connectionId": it.connection,
        "virtualInterfaceType": it.kind,
        "virtualInterfaceName": it.name,
        "vlan": it.vlan,
        "amazonSideAsn": amazon_asn(direct_connect, it, virtual_gateway_asns),
        "virtualInterfaceState": it.state,
        "mtu": it.mtu,
        "jumboFrameCapable": True,
        "virtualGatewayId": it.virtual_gateway or "",
        "directConnectGatewayId": it.gateway or "",
        "routeFilterPrefixes": prefix_list(it.prefixes),
        "bgpPeers": [peer(found, name) for found in it.peers],
        "region": it.region,
        "awsDeviceV2": name,
        "awsLogicalDeviceId": name,
        "siteLinkEnabled": it.site_link,
        "tags": tag_list(it.tags),
    }
    if it.peers:
        first = it.peers[0]
        answer |= asns(first.asn) | {
            "authKey": first.key,
            "addressFamily": first.family,
            "amazonAddress": first.amazon_address,
            "customerAddress": first.customer_address,
        }
    return answer


def gateway(it: Gateway) -> dict[str, Any]:
    """Return a DirectConnectGateway."""
    return {
        "directConnectGatewayId": it.id,
        "directConnectGatewayName": it.name,
        "amazonSideAsn": it.asn,
        "ownerAccount": it.owner,
        "directConnectGatewayState": it.state,
        "tags": tag_list(it.tags),
    }


def association(it: Association) -> dict[str, Any]:
    """Return a DirectConnectGatewayAssociation."""
    answer: dict[str, Any] = {
        "directConnectGatewayId": it.gateway,
        "directConnectGatewayOwnerAccount": it.gateway_owner,
        "associationState": it.state,
        "associatedGateway": _edge(it),
        "associationId": it.id,
        "allowedPrefixesToDirectConnectGateway": prefix_list(it.prefixes),
    }
    if it.associated.type == "virtualPrivateGateway":
        answer |= {
            "virtualGatewayId": it.associated.id,
            "virtualGatewayRegion": it.associated.region,
            "virtualGatewayOwnerAccount": it.associated.owner,
        }
    return answer


def proposal(it: Proposal) -> dict[str, Any]:
    """Return a DirectConnectGatewayAssociationProposal."""
    return {
        "proposalId": it.id,
        "directConnectGatewayId": it.gateway,
        "directConnectGatewayOwnerAccount": it.gateway_owner,
        "proposalState": it.state,
        "associatedGateway": _edge(it),
        "existingAllowedPrefixesToDirectConnectGateway": prefix_list(it.existing),
        "requestedAllowedPrefixesToDirectConnectGateway": prefix_list(it.requested),
    }


def attachment(it: VirtualInterface) -> dict[str, Any]:
    """Return a DirectConnectGatewayAttachment."""
    state = {"pending": "attaching", "confirming": "attaching", "deleting": "detaching"}.get(it.state, "attached")
    return {
        "directConnectGatewayId": it.gateway,
        "virtualInterfaceId": it.id,
        "virtualInterfaceRegion": it.region,
        "virtualInterfaceOwnerAccount": it.owner,
        "attachmentState": state,
        "attachmentType": "TransitVirtualInterface" if it.kind == "transit" else "PrivateVirtualInterface",
    }


def _edge(it: Association | Proposal) -> dict[str, str]:
    return {
        "id": it.associated.id,
        "type": it.associated.type,
        "ownerAccount": it.associated.owner,
        "region": it.associated.region,
    }
