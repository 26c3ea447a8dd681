"""BGP peers: at least one for an interface, and at most one of each address family."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.directconnect.create_interface import new_peer
from sandbox.emulated.directconnect.interfaces import shown
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import BgpPeer, VirtualInterface
from sandbox.emulated.operation import operation


@operation("CreateBGPPeer")
def create_bgp_peer(call: HybridCall) -> dict[str, Any]:
    """Add a peer of the other address family."""
    vif = rules.own_interface(
        call.direct_connect, call.account, call.region, call.request.get("virtualInterfaceId", "")
    )
    if vif.state in {"confirming", "deleting"}:
        raise rules.refusal(f"Virtual Interface {vif.id} is in state {vif.state}; BGP peers can not be added.")
    requested = call.request.get("newBGPPeer") or {}
    family = requested.get("addressFamily") or "ipv4"
    if any(peer.family == family for peer in vif.peers):
        raise rules.refusal(f"Virtual Interface {vif.id} already has a BGP peer of address family {family}.")
    vif.peers.append(new_peer(call, vif.kind, requested, state="verifying" if vif.kind == "public" else "pending"))
    return {"virtualInterface": shown(call, vif)}


@operation("DeleteBGPPeer")
def delete_bgp_peer(call: HybridCall) -> dict[str, Any]:
    """Delete a peer, by its id or by ASN and customer address."""
    vif = rules.own_interface(
        call.direct_connect, call.account, call.region, call.request.get("virtualInterfaceId", "")
    )
    peer = _named(vif, call.request)
    if len(vif.peers) == 1:
        raise rules.refusal("The last BGP Peer on a Virtual Interface cannot be deleted")
    vif.peers.remove(peer)
    return {"virtualInterface": shown(call, vif)}


def _named(vif: VirtualInterface, request: dict[str, Any]) -> BgpPeer:
    if not request.get("bgpPeerId") and not request.get("customerAddress"):
        raise rules.refusal("Specify a BGP peer by its ID, or by ASN and customer address.")
    for peer in vif.peers:
        if request.get("bgpPeerId", peer.id) != peer.id:
            continue
        if request.get("customerAddress", peer.customer_address) != peer.customer_address:
            continue
        if (request.get("asnLong") or request.get("asn") or peer.asn) == peer.asn:
            return peer
    raise rules.refusal(f"The BGP peer does not exist on Virtual Interface {vif.id}.")
