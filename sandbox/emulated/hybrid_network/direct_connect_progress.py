"""Advance the states of Direct Connect, in AWS's own order, in seconds where AWS takes weeks."""

from __future__ import annotations

from sandbox.emulated.hybrid_network.direct_connect_model import (
    GONE,
    LEAVING,
    BgpPeer,
    DirectConnectState,
    Session,
    VirtualInterface,
)
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag, Port
from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, VISIBLE_SECONDS, Stateful, Timetable
from sandbox.routing.sessions import ROUTES_A_SESSION

PORT: Timetable = {"requested": (TRANSITION_SECONDS, "pending"), "deleting": (TRANSITION_SECONDS, "deleted")}
MACSEC_KEY: Timetable = {
    "associating": (TRANSITION_SECONDS, "associated"),
    "disassociating": (TRANSITION_SECONDS, "disassociated"),
}
RESILIENCY_GROUP: Timetable = {
    "pending": (TRANSITION_SECONDS, "available"),
    "deleting": (TRANSITION_SECONDS, "deleted"),
}
MEMBERSHIP: Timetable = {
    "associating": (TRANSITION_SECONDS, "associated"),
    "disassociating": (TRANSITION_SECONDS, "disassociated"),
}
INTERFACE: Timetable = {"deleting": (TRANSITION_SECONDS, "deleted")}
GATEWAY: Timetable = {"pending": (TRANSITION_SECONDS, "available"), "deleting": (TRANSITION_SECONDS, "deleted")}
ASSOCIATION: Timetable = {
    "associating": (TRANSITION_SECONDS, "associated"),
    "updating": (TRANSITION_SECONDS, "associated"),
    "disassociating": (TRANSITION_SECONDS, "disassociated"),
}
CROSS_CONNECT_SECONDS = 2 * TRANSITION_SECONDS
"""From the LOA-CFA to the carrier's cross-connect, which takes days to weeks; longer than one transitional state."""
PROVISION_SECONDS = TRANSITION_SECONDS
"""From a reachable connection to a provisioned interface, which takes AWS some minutes."""
BGP_SECONDS = 3 * TRANSITION_SECONDS
"""From agreement of both ends to an established session; long enough for an interface to show as down before."""

PUBLIC_ASN = 7224
"""Amazon's ASN on public virtual interfaces (Direct Connect User Guide, "Routing policies and BGP communities")."""


def advance(
    direct_connect: DirectConnectState, now: float, asn_of_virtual_gateway: dict[str, int] | None = None
) -> None:
    """Bring every state to `now`, in seconds since the epoch."""
    for connection in [it for it in direct_connect.connections.values() if it.parent is None]:
        _advance_connection(direct_connect, connection, now)
    for lag in direct_connect.lags.values():
        _advance_lag(direct_connect, lag, now)
    for connection in [it for it in direct_connect.connections.values() if it.parent is not None]:
        _advance_connection(direct_connect, connection, now)
    for group in direct_connect.resiliency_groups.values():
        group.settle(RESILIENCY_GROUP, now)
        for member in group.members:
            member.settle(MEMBERSHIP, now)
        group.members = [it for it in group.members if it.state not in GONE or now <= it.since + VISIBLE_SECONDS]
    for gateway in direct_connect.gateways.values():
        gateway.settle(GATEWAY, now)
    for association in direct_connect.associations.values():
        association.settle(ASSOCIATION, now)
    for vif in direct_connect.interfaces.values():
        _advance_interface(direct_connect, vif, now, asn_of_virtual_gateway or {})
    _forget(direct_connect, now)


def amazon_asn(
    direct_connect: DirectConnectState, vif: VirtualInterface, asn_of_virtual_gateway: dict[str, int]
) -> int:
    """Return the ASN of Amazon's end of the interface."""
    if vif.gateway and (gateway := direct_connect.gateways.get(vif.gateway)):
        return gateway.asn
    return asn_of_virtual_gateway.get(vif.virtual_gateway or "", PUBLIC_ASN)


def _advance_port(port: Port, now: float) -> None:
    port.settle(PORT, now)
    for key in port.macsec_keys:
        key.settle(MACSEC_KEY, now)
    if port.state == "pending" and port.loa_issued is None:
        port.loa_issued = port.since


def _advance_connection(direct_connect: DirectConnectState, connection: Connection, now: float) -> None:
    _advance_port(connection, now)
    plugged = _plugged(direct_connect, connection)
    if connection.state == "pending" and plugged and now >= connection.since + CROSS_CONNECT_SECONDS:
        connection.enter("available", now)
    elif connection.state == "available" and not plugged:
        connection.enter("down", now)
    elif connection.state == "down" and plugged:
        connection.enter("available", now)


def _advance_lag(direct_connect: DirectConnectState, lag: Lag, now: float) -> None:
    """Make a group available while at least one member, and at least its minimum of links, is available."""
    _advance_port(lag, now)
    operational = links(direct_connect, lag)
    up = operational >= max(lag.minimum_links, 1)
    if (lag.state == "pending" and up) or (lag.state == "down" and up):
        lag.enter("available", now)
    elif lag.state == "available" and not up:
        lag.enter("down", now)


def links(direct_connect: DirectConnectState, lag: Lag) -> int:
    """Return how many members of a link aggregation group are available."""
    return sum(it.state == "available" for it in direct_connect.members(lag.id))


def _plugged(direct_connect: DirectConnectState, connection: Connection) -> bool:
    if connection.parent:
        parent = direct_connect.port(connection.parent)
        return parent is not None and parent.state == "available"
    return (
        direct_connect.far_end is not None
        and line_holder(direct_connect, connection)
        and direct_connect.far_end.cross_connected(connection)
    )


def line_holder(direct_connect: DirectConnectState, connection: Connection) -> bool:
    """Return whether the port is the end of its line: it is the oldest connection of that name."""
    for other in direct_connect.connections.values():
        if other.port == connection.port and other.parent is None:
            if other is connection:
                return True
            if other.state not in LEAVING:
                return False
    return True


def _advance_interface(
    direct_connect: DirectConnectState, vif: VirtualInterface, now: float, asns: dict[str, int]
) -> None:
    vif.settle(INTERFACE, now)
    port = direct_connect.port(vif.connection)
    reachable = port is not None and port.state in {"available", "down"}
    if vif.state in {"pending", "verifying"} and reachable and now >= vif.since + PROVISION_SECONDS:
        vif.enter("down", now)
    working = vif.state in {"down", "available", "testing"}
    tests = [test for test in vif.tests if test.running(now)]
    for peer in vif.peers:
        if working and peer.state in {"pending", "verifying"}:
            peer.enter("available", now)
        held = any(peer.id in test.peers for test in tests)
        if working and not held and port is not None and port.state == "available":
            _move(peer, judged(direct_connect, port, vif, peer, asns), now)
        else:
            _move(peer, None, now)
    if working:
        up = any(peer.status == "up" for peer in vif.peers)
        vif.enter("testing" if tests else "available" if up else "down", now)


def _move(peer: BgpPeer, session: Session | None, now: float) -> None:
    """Bring a session up some seconds after both ends agree; take it down at once when they do not."""
    if session is None or session.mismatches:
        peer.status, peer.agreed_since, peer.up_since = "down", None, None
        peer.received, peer.communities, peer.as_path = (), (), ()
        return
    if peer.agreed_since is None:
        peer.agreed_since = now
    if now >= peer.agreed_since + BGP_SECONDS:
        peer.status, peer.received = "up", session.prefixes
        peer.communities, peer.as_path = session.communities, session.as_path
        peer.up_since = peer.agreed_since + BGP_SECONDS


def judged(
    direct_connect: DirectConnectState,
    port: Connection | Lag,
    vif: VirtualInterface,
    peer: BgpPeer,
    asns: dict[str, int],
) -> Session:
    """Return the state of a session: the customer router's view, then Amazon's quota of routes.

    Where several lines carry the port, as members of a link aggregation group, the first that agrees decides.
    """
    far_end = direct_connect.far_end
    lines = direct_connect.lines_of(port)
    lines = [it for it in lines if it.state == "available"] or lines
    if far_end is None or not lines:
        return Session(mismatches=("no data centre answers on this line",))
    number = amazon_asn(direct_connect, vif, asns)
    views = [far_end.session(line, vif, peer, number) for line in lines]
    session = next((view for view in views if not view.mismatches), views[0])
    limit = prefix_limit(vif, peer.family)
    if not session.mismatches and len(session.prefixes) > limit:
        return Session(
            mismatches=(f"routes: ours announces {len(session.prefixes)} prefixes, theirs closes above {limit}",)
        )
    return session


def prefix_limit(vif: VirtualInterface, family: str) -> int:
    """Return how many prefixes a session of the address family takes, above which AWS closes it."""
    return vif.prefix_limits.get(family, ROUTES_A_SESSION[vif.kind])


def _forget(direct_connect: DirectConnectState, now: float) -> None:
    _drop(direct_connect.connections, now)
    _drop(direct_connect.lags, now)
    _drop(direct_connect.resiliency_groups, now)
    _drop(direct_connect.interfaces, now)
    _drop(direct_connect.gateways, now)
    _drop(direct_connect.associations, now)
    _drop(direct_connect.proposals, now)


def _drop[T: Stateful](things: dict[str, T], now: float) -> None:
    for key in [key for key, it in things.items() if it.state in GONE and now > it.since + VISIBLE_SECONDS]:
        del things[key]
