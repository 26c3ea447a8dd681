"""Report the state of the lines as the data centre sees it, and why a session is down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.datacentre.model import DataCentre, Interface, Line
from sandbox.datacentre.routers import Routers, mismatches, paired
from sandbox.datacentre.written_document import down
from sandbox.emulated.hybrid_network.direct_connect_model import (
    GONE,
    LEAVING,
    DirectConnectState,
    VirtualInterface,
)
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection
from sandbox.emulated.hybrid_network.direct_connect_progress import amazon_asn, judged, line_holder
from sandbox.emulated.hybrid_network.model import HybridNetwork, ResourceLookup
from sandbox.emulated.hybrid_network.topology import computed
from sandbox.routing.prefix_order import by_address


@dataclass(frozen=True)
class AmazonSide:
    """What the routers learn of Amazon's end."""

    asns: dict[str, int]
    """ASN of each virtual private gateway."""
    announced: dict[str, list[str]]
    """Prefixes that Amazon announces on each virtual interface, by address."""


def report(network: HybridNetwork, resources: ResourceLookup) -> dict[str, Any]:
    """Return all data centres and all lines with their interfaces; none before a data centre is set."""
    state = network.direct_connect
    far = state.far_end
    if not isinstance(far, Routers):
        return {"datacentres": [], "lines": []}
    advertised = computed(network, resources).advertised
    amazon = AmazonSide(
        asns={id_: it.asn for id_, it in resources.virtual_gateways().items()},
        announced={
            id_: [str(it) for it in sorted({route.destination for route in routes}, key=by_address)]
            for id_, routes in advertised.items()
        },
    )
    return {
        "datacentres": [{"name": it.name, "asn": it.asn, "prefixes": list(it.prefixes)} for it in far.datacentres],
        "lines": [_line(state, far, datacentre, line, amazon) for datacentre, line in far.lines()],
    }


def _line(
    state: DirectConnectState, far: Routers, datacentre: DataCentre, line: Line, amazon: AmazonSide
) -> dict[str, Any]:
    connection = _connection(state, line)
    vifs: list[VirtualInterface] = []
    if connection:
        vifs = [it for it in state.interfaces.values() if it.connection in _carried(state, connection)]
        vifs = [it for it in vifs if it.state not in GONE]
    pairs = paired(line, vifs)
    strays = [it for it in vifs if it not in pairs.values()]
    cut = far.cuts.get(line.port)
    return {
        "name": line.name,
        "datacentre": datacentre.name,
        "router": line.router,
        "asn": datacentre.asn_of(line),
        "location": line.location,
        "bandwidth": line.bandwidth,
        "preference": line.preference,
        "down": down(cut),
        "connection": _port(connection),
        "why": [f"line: ours is down: {cut.reason}"] if cut else _why_unplugged(line, connection),
        "interfaces": {
            name: _interface(state, datacentre.asn_of(line), interface, pairs.get(name), amazon)
            for name, interface in line.interfaces.items()
        },
        "unknown_interfaces": [
            {"id": it.id, "vlan": it.vlan, "why": [f"VLAN: ours has no interface for it, theirs {it.vlan}"]}
            for it in strays
        ],
    }


def _carried(state: DirectConnectState, connection: Connection) -> set[str]:
    """Return the ids of all ports that a line carries: the connection, its group, and hosted connections."""
    ports = {connection.id} | ({connection.lag} if connection.lag else set())
    return ports | {it.id for it in state.connections.values() if it.parent in ports}


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
    state: DirectConnectState, asn: int, interface: Interface, vif: VirtualInterface | None, amazon: AmazonSide
) -> dict[str, Any]:
    if vif is None:
        why = [f"virtual interface: ours waits for VLAN {interface.vlan}, theirs has none"]
        empty: dict[str, Any] = {"why": why, "sessions": [], "received": []}
        return {"vlan": interface.vlan, "id": None, "state": None, "peer": "down"} | empty
    why = []
    up = any(peer.status == "up" for peer in vif.peers)
    port = state.port(vif.connection)
    if port is not None and port.state != "available":
        why.append(f"connection: theirs is {port.state}")
    if vif.state in {"confirming", "pending", "verifying", "testing", "deleting"}:
        why.append(f"virtual interface: theirs is {vif.state}")
    number = amazon_asn(state, vif, amazon.asns)
    sessions: list[dict[str, Any]] = []
    for peer in vif.peers:
        differences = mismatches(asn, interface, vif, peer, number)
        if not differences and port is not None:
            differences = judged(state, port, vif, peer, amazon.asns).mismatches
        why += differences
        sessions.append({"family": peer.family, "status": peer.status, "why": list(differences)})
    return {
        "vlan": interface.vlan,
        "id": vif.id,
        "state": vif.state,
        "peer": "up" if up else "down",
        "why": [] if up else why or ["session: coming up"],
        "sessions": sessions,
        "received": amazon.announced.get(vif.id, []),
    }
