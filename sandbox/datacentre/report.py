"""Report the state of the lines as the data centre sees it, and why a session is down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.datacentre.model import Interface, Line
from sandbox.datacentre.routers import Routers, mismatches, paired
from sandbox.emulated.directconnect.route_exchange import announced_on
from sandbox.emulated.hybrid_network.direct_connect_model import (
    GONE,
    LEAVING,
    DirectConnectState,
    VirtualInterface,
)
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection
from sandbox.emulated.hybrid_network.direct_connect_progress import amazon_asn, judged, line_holder


def report(state: DirectConnectState, virtual_gateway_asns: Mapping[str, int]) -> dict[str, Any]:
    """Return all lines with their interfaces; none before a data centre is set."""
    far = state.far_end
    if not isinstance(far, Routers):
        return {"asn": None, "prefixes": [], "lines": []}
    return {
        "asn": far.datacentre.asn,
        "prefixes": list(far.datacentre.prefixes),
        "lines": [_line(state, far, line, dict(virtual_gateway_asns)) for line in far.datacentre.lines],
    }


def _line(state: DirectConnectState, far: Routers, line: Line, asns: dict[str, int]) -> dict[str, Any]:
    connection = _connection(state, line)
    vifs: list[VirtualInterface] = []
    if connection:
        carried = {it.id for it in state.connections.values() if it.parent == connection.id} | {connection.id}
        vifs = [it for it in state.interfaces.values() if it.connection in carried and it.state not in GONE]
    pairs = paired(line, vifs)
    strays = [it for it in vifs if it not in pairs.values()]
    return {
        "name": line.name,
        "router": line.router,
        "location": line.location,
        "bandwidth": line.bandwidth,
        "preference": line.preference,
        "connection": _port(connection),
        "why": _why_unplugged(line, connection),
        "interfaces": {
            name: _interface(state, far, interface, pairs.get(name), asns)
            for name, interface in line.interfaces.items()
        },
        "unknown_interfaces": [
            {"id": it.id, "vlan": it.vlan, "why": [f"VLAN: ours has no interface for it, theirs {it.vlan}"]}
            for it in strays
        ],
    }


def _connection(state: DirectConnectState, line: Line) -> Connection | None:
    """Return the connection that the line goes to, or else the one that it nearly matches."""
    found = [
        it
        for it in state.connections.values()
        if it.parent is None and it.state not in LEAVING and it.name == line.name
    ]
    here = [it for it in found if it.port == line.port and line_holder(state, it)]
    return next(iter(here or found), None)


def _port(connection: Connection | None) -> dict[str, Any] | None:
    if connection is None:
        return None
    return {"id": connection.id, "owner": connection.owner, "state": connection.state}


def _why_unplugged(line: Line, connection: Connection | None) -> list[str]:
    if connection is None:
        return [f"connection: ours waits for one named {line.name} at {line.location}, theirs has none"]
    found = []
    if connection.port != line.port:
        found.append(f"location: ours {line.location}, theirs {connection.location}")
    if connection.bandwidth != line.bandwidth:
        found.append(f"bandwidth: ours {line.bandwidth}, theirs {connection.bandwidth}")
    return found


def _interface(
    state: DirectConnectState, far: Routers, interface: Interface, vif: VirtualInterface | None, asns: dict[str, int]
) -> dict[str, Any]:
    if vif is None:
        why = [f"virtual interface: ours waits for VLAN {interface.vlan}, theirs has none"]
        empty: dict[str, Any] = {"why": why, "sessions": [], "received": []}
        return {"vlan": interface.vlan, "id": None, "state": None, "peer": "down"} | empty
    why = []
    up = any(peer.status == "up" for peer in vif.peers)
    connection = state.connections.get(vif.connection)
    if connection is not None and connection.state != "available":
        why.append(f"connection: theirs is {connection.state}")
    if vif.state in {"confirming", "pending", "verifying", "testing", "deleting"}:
        why.append(f"virtual interface: theirs is {vif.state}")
    amazon = amazon_asn(state, vif, asns)
    sessions: list[dict[str, Any]] = []
    for peer in vif.peers:
        differences = mismatches(far.datacentre.asn, interface, vif, peer, amazon)
        if not differences and connection is not None:
            differences = judged(state, connection, vif, peer, asns).mismatches
        why += differences
        sessions.append({"family": peer.family, "status": peer.status, "why": list(differences)})
    return {
        "vlan": interface.vlan,
        "id": vif.id,
        "state": vif.state,
        "peer": "up" if up else "down",
        "why": [] if up else why or ["session: coming up"],
        "sessions": sessions,
        "received": list(announced_on(state, vif)),
    }
