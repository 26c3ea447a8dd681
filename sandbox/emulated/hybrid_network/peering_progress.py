"""Advance the states of peerings, Connect peers, prefix list references and policies of transit gateways."""

from __future__ import annotations

from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, Timetable
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    GONE,
    ConnectPeer,
    Peering,
    TransitGatewayAttachment,
    TransitNetwork,
    TransitRouteTable,
)
from sandbox.emulated.hybrid_network.transit_gateway_progress import ATTACHMENT, PROPAGATION, apply_defaults, forget
from sandbox.emulated.hybrid_network.vpn_model import VpnFarEnd
from sandbox.routing.sessions import CONNECT_ROUTES

PEERING: Timetable = dict(ATTACHMENT) | {"initiatingRequest": (TRANSITION_SECONDS, "pendingAcceptance")}
CREATED_AND_DELETED: Timetable = {
    "pending": (TRANSITION_SECONDS, "available"),
    "modifying": (TRANSITION_SECONDS, "available"),
    "deleting": (TRANSITION_SECONDS, "deleted"),
}
BGP_SECONDS = 3 * TRANSITION_SECONDS
"""From agreement of both ends of a Connect peer to established BGP sessions."""


def advance(network: TransitNetwork, far_end: VpnFarEnd | None, now: float) -> None:
    """Bring every state to `now`, in seconds since the epoch."""
    for peering in network.peerings.values():
        _advance_peering(network, peering, now)
    for peer in network.connect_peers.values():
        _advance_connect_peer(network, peer, far_end, now)
    for table in network.tables.values():
        _advance_references(table, now)
    for stateful in (network.announcements, network.policy_tables, network.metering_policies):
        for it in stateful.values():
            it.settle(CREATED_AND_DELETED, now)
    forget(network.peerings, now)
    forget(network.connect_peers, now)
    forget(network.announcements, now)
    forget(network.policy_tables, now)
    forget(network.metering_policies, now)


def _advance_peering(network: TransitNetwork, peering: Peering, now: float) -> None:
    """Bring a peering to `now`, and the attachments on both gateways to its state."""
    if peering.state == "initiatingRequest" and now >= peering.since + TRANSITION_SECONDS:
        _reach_accepter(network, peering, now)
    peering.settle(PEERING, now)
    for key, gateway_id in zip(peering.keys, (peering.requester.gateway, peering.accepter.gateway), strict=True):
        attachment = network.attachments.get(key)
        if attachment is None:
            continue
        accepted = attachment.state == "pendingAcceptance" and peering.state in {"pending", "available"}
        attachment.enter(peering.state, now)
        gateway = network.gateways.get(gateway_id)
        if accepted and gateway:
            apply_defaults(network, gateway, attachment, now, propagate=False)


def _reach_accepter(network: TransitNetwork, peering: Peering, now: float) -> None:
    """Put the request before the accepter, or fail where the accepter has no such gateway."""
    side = peering.accepter
    gateway = network.gateways.get(side.gateway)
    if gateway is None or (gateway.owner, gateway.region) != (side.owner, side.region) or gateway.state in GONE:
        peering.failure = f"{side.gateway} of account {side.owner} does not exist in {side.region}."
        peering.enter("failed", now)
        return
    attachment = TransitGatewayAttachment(
        id=peering.accepter_id,
        gateway=side.gateway,
        type="peering",
        resource=peering.requester.gateway,
        resource_owner=peering.requester.owner,
        origin=peering.id,
        created=now,
        state="pendingAcceptance",
        since=now,
        accepter_region=side.region if peering.accepter_id == peering.id else None,
    )
    network.attachments[attachment.key] = attachment


def _advance_connect_peer(network: TransitNetwork, peer: ConnectPeer, far_end: VpnFarEnd | None, now: float) -> None:
    peer.settle(CREATED_AND_DELETED, now)
    attachment = network.attachments.get(peer.attachment)
    if attachment is None or attachment.state in GONE:
        peer.enter("deleted", now)
    working = peer.state == "available" and attachment is not None and attachment.state == "available"
    found = far_end.connect_peer(peer.peer_address, peer.peer_asn) if far_end and working else None
    if found is None or found.mismatches or len(found.prefixes) > CONNECT_ROUTES:
        peer.agreed_since, peer.received = None, ()
        for session in peer.sessions:
            session.status = "down"
        return
    if peer.agreed_since is None:
        peer.agreed_since = now
    if now >= peer.agreed_since + BGP_SECONDS:
        peer.received = found.prefixes
        for session in peer.sessions:
            session.status = "up"


def _advance_references(table: TransitRouteTable, now: float) -> None:
    for reference in table.prefix_lists.values():
        reference.settle(CREATED_AND_DELETED, now)
    table.prefix_lists = {id_: it for id_, it in table.prefix_lists.items() if it.state not in GONE}
    for link in table.announcements.values():
        link.settle(PROPAGATION, now)
    table.announcements = {id_: it for id_, it in table.announcements.items() if it.state != "disabled"}
