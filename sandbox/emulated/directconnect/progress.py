"""How do states move when time passes and the far end acts? AWS's own orders of states, in seconds instead of weeks."""

from __future__ import annotations

from sandbox.emulated.directconnect.model import (
    GONE,
    LEAVING,
    BgpPeer,
    Connection,
    Fabric,
    Session,
    VirtualInterface,
)
from sandbox.emulated.hybrid.lifecycle import Stateful, Timetable

CONNECTION: Timetable = {"requested": (0.1, "pending"), "deleting": (0.1, "deleted")}
INTERFACE: Timetable = {"deleting": (0.1, "deleted")}
GATEWAY: Timetable = {"pending": (0.1, "available"), "deleting": (0.1, "deleted")}
ASSOCIATION: Timetable = {
    "associating": (0.1, "associated"),
    "updating": (0.1, "associated"),
    "disassociating": (0.1, "disassociated"),
}
CROSS_CONNECT_SECONDS = 0.2
PROVISION_SECONDS = 0.1
BGP_SECONDS = 0.3
VISIBLE_SECONDS = 60.0
"""How long something that is gone still shows in answers."""

PUBLIC_ASN = 7224
PREFIXES_A_SESSION = {"private": 100, "transit": 100, "public": 1000}


def advance(fabric: Fabric, now: float, asn_of_virtual_gateway: dict[str, int] | None = None) -> None:
    """Bring every state to this moment."""
    for connection in fabric.connections.values():
        _advance_connection(fabric, connection, now)
    for gateway in fabric.gateways.values():
        gateway.settle(GATEWAY, now)
    for association in fabric.associations.values():
        association.settle(ASSOCIATION, now)
    for vif in fabric.interfaces.values():
        _advance_interface(fabric, vif, now, asn_of_virtual_gateway or {})
    _forget(fabric, now)


def amazon_asn(fabric: Fabric, vif: VirtualInterface, asn_of_virtual_gateway: dict[str, int]) -> int:
    """The ASN of Amazon's end of the interface."""
    if vif.gateway and (gateway := fabric.gateways.get(vif.gateway)):
        return gateway.asn
    return asn_of_virtual_gateway.get(vif.virtual_gateway or "", PUBLIC_ASN)


def _advance_connection(fabric: Fabric, connection: Connection, now: float) -> None:
    connection.settle(CONNECTION, now)
    if connection.state == "pending" and connection.loa_issued is None:
        connection.loa_issued = connection.since
    plugged = _plugged(fabric, connection)
    if connection.state == "pending" and plugged and now >= connection.since + CROSS_CONNECT_SECONDS:
        connection.enter("available", now)
    elif connection.state == "available" and not plugged:
        connection.enter("down", now)
    elif connection.state == "down" and plugged:
        connection.enter("available", now)


def _plugged(fabric: Fabric, connection: Connection) -> bool:
    if connection.parent:
        parent = fabric.connections.get(connection.parent)
        return parent is not None and parent.state == "available"
    return fabric.far_end is not None and line_holder(fabric, connection) and fabric.far_end.cross_connected(connection)


def line_holder(fabric: Fabric, connection: Connection) -> bool:
    """Whether a line of this name would go to this port: the oldest order wins, one plug fits one port."""
    for other in fabric.connections.values():
        if other.port == connection.port and other.parent is None:
            if other is connection:
                return True
            if other.state not in LEAVING:
                return False
    return True


def _advance_interface(fabric: Fabric, vif: VirtualInterface, now: float, asns: dict[str, int]) -> None:
    vif.settle(INTERFACE, now)
    connection = fabric.connections.get(vif.connection)
    reachable = connection is not None and connection.state in {"available", "down"}
    if vif.state in {"pending", "verifying"} and reachable and now >= vif.since + PROVISION_SECONDS:
        vif.enter("down", now)
    working = vif.state in {"down", "available", "testing"}
    tests = [test for test in vif.tests if test.running(now)]
    for peer in vif.peers:
        if working and peer.state in {"pending", "verifying"}:
            peer.enter("available", now)
        held = any(peer.id in test.peers for test in tests)
        if working and not held and connection is not None and connection.state == "available":
            _move(peer, judged(fabric, connection, vif, peer, asns), now)
        else:
            _move(peer, None, now)
    if working:
        up = any(peer.status == "up" for peer in vif.peers)
        vif.enter("testing" if tests else "available" if up else "down", now)


def _move(peer: BgpPeer, session: Session | None, now: float) -> None:
    """Bring a session up a moment after both ends agree; take it down at once when they don't."""
    if session is None or session.mismatches:
        peer.status, peer.agreed_since, peer.received = "down", None, ()
        return
    if peer.agreed_since is None:
        peer.agreed_since = now
    if now >= peer.agreed_since + BGP_SECONDS:
        peer.status, peer.received = "up", session.prefixes


def judged(
    fabric: Fabric, connection: Connection, vif: VirtualInterface, peer: BgpPeer, asns: dict[str, int]
) -> Session:
    """What both ends make of a peer: the router's own word, then Amazon's limit of routes a session."""
    carrier = fabric.connections.get(connection.parent) if connection.parent else connection
    if fabric.far_end is None or carrier is None:
        return Session(mismatches=("no data centre answers on this line",))
    session = fabric.far_end.session(carrier, vif, peer, amazon_asn(fabric, vif, asns))
    limit = PREFIXES_A_SESSION[vif.kind]
    if not session.mismatches and len(session.prefixes) > limit:
        return Session(
            mismatches=(f"routes: ours announces {len(session.prefixes)} prefixes, theirs closes above {limit}",)
        )
    return session


def _forget(fabric: Fabric, now: float) -> None:
    _drop(fabric.connections, now)
    _drop(fabric.interfaces, now)
    _drop(fabric.gateways, now)
    _drop(fabric.associations, now)
    _drop(fabric.proposals, now)


def _drop[T: Stateful](things: dict[str, T], now: float) -> None:
    for key in [key for key, it in things.items() if it.state in GONE and now > it.since + VISIBLE_SECONDS]:
        del things[key]
