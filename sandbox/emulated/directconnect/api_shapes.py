"""Direct Connect's model in the shapes of the API."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import prefix_pools
from sandbox.emulated.directconnect.port_shapes import device_of, tag_list
from sandbox.emulated.hybrid_network.direct_connect_model import (
    Association,
    BgpPeer,
    DirectConnectState,
    Gateway,
    Proposal,
    VirtualInterface,
)
from sandbox.emulated.hybrid_network.direct_connect_progress import amazon_asn

LAST_SHORT_ASN = 2147483647
"""What `asn` holds, a signed integer of 32 bits; larger ASNs are in `asnLong` alone."""


def prefix_list(prefixes: tuple[str, ...]) -> list[dict[str, str]]:
    """Return prefixes as AWS lists them."""
    return [{"cidr": prefix} for prefix in prefixes]


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
    port = direct_connect.port(it.connection)
    location = port.location if port else ""
    name = device_of(direct_connect, port) if port else ""
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
        **prefix_pools.of_interface(it),
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


def gateway(direct_connect: DirectConnectState, it: Gateway) -> dict[str, Any]:
    """Return a DirectConnectGateway."""
    return {
        "directConnectGatewayId": it.id,
        "directConnectGatewayName": it.name,
        "amazonSideAsn": it.asn,
        "ownerAccount": it.owner,
        "directConnectGatewayState": it.state,
        "totalPrefixPoolAllocations": prefix_pools.total(direct_connect, it.id),
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
