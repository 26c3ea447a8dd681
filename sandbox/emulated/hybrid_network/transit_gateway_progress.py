"""Advance the states of transit gateways; create the attachments of Direct Connect associations and VPN connections."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sandbox.emulated.hybrid_network.direct_connect_model import Association, DirectConnectState
from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, VISIBLE_SECONDS, Stateful, Timetable
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    GONE,
    AttachmentType,
    TableLink,
    TransitGateway,
    TransitGatewayAttachment,
    TransitNetwork,
)
from sandbox.emulated.hybrid_network.vpn_model import VpnNetwork

GATEWAY: Timetable = {
    "pending": (TRANSITION_SECONDS, "available"),
    "modifying": (TRANSITION_SECONDS, "available"),
    "deleting": (TRANSITION_SECONDS, "deleted"),
}
TABLE: Timetable = {"pending": (TRANSITION_SECONDS, "available"), "deleting": (TRANSITION_SECONDS, "deleted")}
ATTACHMENT: Timetable = {
    "pending": (TRANSITION_SECONDS, "available"),
    "modifying": (TRANSITION_SECONDS, "available"),
    "deleting": (TRANSITION_SECONDS, "deleted"),
    "rejecting": (TRANSITION_SECONDS, "rejected"),
}
ASSOCIATION: Timetable = {
    "associating": (TRANSITION_SECONDS, "associated"),
    "disassociating": (TRANSITION_SECONDS, "disassociated"),
}
PROPAGATION: Timetable = {"enabling": (TRANSITION_SECONDS, "enabled"), "disabling": (TRANSITION_SECONDS, "disabled")}

OF_DIRECT_CONNECT: Mapping[str, str] = {
    "associating": "pending",
    "associated": "available",
    "updating": "modifying",
    "disassociating": "deleting",
    "disassociated": "deleted",
}
"""State of a gateway association in Direct Connect -> state of its attachment in EC2."""


def advance(network: TransitNetwork, now: float) -> None:
    """Bring every state to `now`, in seconds since the epoch."""
    for gateway in network.gateways.values():
        gateway.settle(GATEWAY, now)
    for table in network.tables.values():
        table.settle(TABLE, now)
    for attachment in network.attachments.values():
        if attachment.type in {"vpc", "connect"}:
            attachment.settle(ATTACHMENT, now)
        _advance_links(attachment, now)
    forget(network.gateways, now)
    forget(network.tables, now)
    forget(network.attachments, now)


def follow_direct_connect(
    network: TransitNetwork, direct_connect: DirectConnectState, now: float, token: Callable[[int], str]
) -> None:
    """Give each association of a Direct Connect gateway its attachment, in the matching state."""
    present = _by_origin(network, "direct-connect-gateway")
    for association in direct_connect.associations.values():
        if association.associated.type != "transitGateway":
            continue
        attachment = present.get(association.id)
        if attachment is None and association.state != "disassociated":
            attachment = _attach(network, association, now, token)
        if attachment:
            attachment.enter(OF_DIRECT_CONNECT[association.state], now)
    for origin, attachment in present.items():
        if origin not in direct_connect.associations:
            attachment.enter("deleted", now)


def follow_vpn(network: TransitNetwork, vpn: VpnNetwork, now: float, token: Callable[[int], str]) -> None:
    """Give each VPN connection on a transit gateway its attachment, in the connection's state."""
    present = _by_origin(network, "vpn")
    for connection in vpn.connections.values():
        attachment = present.get(connection.id)
        if connection.transit_gateway is None or (attachment and attachment.gateway != connection.transit_gateway):
            continue
        if attachment is None and connection.state not in GONE:
            attachment = TransitGatewayAttachment(
                id=f"tgw-attach-{token(17)}",
                gateway=connection.transit_gateway,
                type="vpn",
                resource=connection.id,
                resource_owner=connection.owner,
                origin=connection.id,
                created=now,
                state="pending",
                since=now,
            )
            network.attachments[attachment.key] = attachment
            if gateway := network.gateways.get(connection.transit_gateway):
                apply_defaults(network, gateway, attachment, now)
        if attachment:
            attachment.enter(connection.state, now)
    for origin, attachment in present.items():
        found = vpn.connections.get(origin)
        if found is None or found.transit_gateway != attachment.gateway:
            attachment.enter("deleted", now)


def _by_origin(network: TransitNetwork, kind: AttachmentType) -> dict[str, TransitGatewayAttachment]:
    return {
        it.origin: it for it in network.attachments.values() if it.origin and it.type == kind and it.state not in GONE
    }


def apply_defaults(
    network: TransitNetwork,
    gateway: TransitGateway,
    attachment: TransitGatewayAttachment,
    now: float,
    *,
    propagate: bool = True,
) -> None:
    """Associate and propagate the attachment as the transit gateway's defaults state; peerings do not propagate."""
    if gateway.options["DefaultRouteTableAssociation"] == "enable" and gateway.association_table in network.tables:
        attachment.association = TableLink(state="associating", since=now, table=gateway.association_table)
    if not propagate:
        return
    if gateway.options["DefaultRouteTablePropagation"] == "enable" and gateway.propagation_table in network.tables:
        table = gateway.propagation_table
        attachment.propagations[table] = TableLink(state="enabling", since=now, table=table)


def _attach(
    network: TransitNetwork, association: Association, now: float, token: Callable[[int], str]
) -> TransitGatewayAttachment:
    attachment = TransitGatewayAttachment(
        id=f"tgw-attach-{token(17)}",
        gateway=association.associated.id,
        type="direct-connect-gateway",
        resource=association.gateway,
        resource_owner=association.gateway_owner,
        origin=association.id,
        created=now,
        state="pending",
        since=now,
    )
    network.attachments[attachment.id] = attachment
    if gateway := network.gateways.get(association.associated.id):
        apply_defaults(network, gateway, attachment, now)
    return attachment


def _advance_links(attachment: TransitGatewayAttachment, now: float) -> None:
    if attachment.association:
        attachment.association.settle(ASSOCIATION, now)
        if attachment.association.state == "disassociated" or attachment.state in GONE:
            attachment.association = None
    if attachment.policy_table:
        attachment.policy_table.settle(ASSOCIATION, now)
        if attachment.policy_table.state == "disassociated" or attachment.state in GONE:
            attachment.policy_table = None
    for table, link in list(attachment.propagations.items()):
        link.settle(PROPAGATION, now)
        if link.state == "disabled" or attachment.state in GONE:
            del attachment.propagations[table]


def forget[T: Stateful](things: dict[str, T], now: float) -> None:
    """Remove what has been deleted, rejected or failed for longer than it is listed."""
    for key in [key for key, it in things.items() if it.state in GONE and now > it.since + VISIBLE_SECONDS]:
        del things[key]
