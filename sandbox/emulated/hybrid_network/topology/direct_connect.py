"""Connections, virtual interfaces and Direct Connect gateways in the topology."""

from __future__ import annotations

from ipaddress import ip_interface, ip_network
from typing import Literal

from sandbox.emulated.hybrid_network.direct_connect_model import (
    GONE,
    BgpPeer,
    DirectConnectState,
    VirtualInterface,
)
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag
from sandbox.emulated.hybrid_network.direct_connect_progress import amazon_asn, prefix_limit
from sandbox.emulated.hybrid_network.topology.announcements import announced
from sandbox.routing import model as routing

ASSOCIATED = frozenset({"associated", "updating"})
WORKING = frozenset({"available", "down", "testing"})
"""States in which a virtual interface is provisioned; its sessions show whether it carries packets."""


def connections(state: DirectConnectState) -> dict[str, routing.Connection]:
    """Return the connections of every kind, by id."""
    return {it.id: _connection(state, it) for it in state.connections.values() if it.state not in GONE}


def lags(state: DirectConnectState) -> dict[str, routing.Lag]:
    """Return the link aggregation groups, by id."""
    return {it.id: _lag(it) for it in state.lags.values() if it.state not in GONE}


def virtual_interfaces(state: DirectConnectState, asns: dict[str, int]) -> dict[str, routing.VirtualInterface]:
    """Return the virtual interfaces with their sessions, by id; `asns` are those of virtual private gateways."""
    return {it.id: _interface(state, it, asns) for it in state.interfaces.values() if it.state not in GONE}


def direct_connect_gateways(state: DirectConnectState) -> dict[str, routing.DirectConnectGateway]:
    """Return the Direct Connect gateways, by id."""
    return {
        it.id: routing.DirectConnectGateway(it.id, it.owner, it.name, it.asn)
        for it in state.gateways.values()
        if it.state not in GONE
    }


def associations(state: DirectConnectState) -> dict[str, routing.DirectConnectAssociation]:
    """Return the associations in effect with their allowed prefixes, by id."""
    return {
        it.id: routing.DirectConnectAssociation(
            it.id, it.gateway, it.associated.id, tuple(map(ip_network, it.prefixes))
        )
        for it in state.associations.values()
        if it.state in ASSOCIATED
    }


def _lag(it: Lag) -> routing.Lag:
    return routing.Lag(it.id, it.owner, it.name, it.location, it.region, it.minimum_links)


def _connection(state: DirectConnectState, it: Connection) -> routing.Connection:
    lines = state.lines_of(it) if state.far_end is not None else []
    reasons = [reason for line in lines if state.far_end and (reason := state.far_end.reason_down(line))]
    return routing.Connection(
        id=it.id,
        account=it.owner,
        name=it.name,
        location=it.location,
        region=it.region,
        bandwidth=it.bandwidth,
        up=it.state == "available",
        lag=it.lag,
        router=next((state.far_end.router(line) for line in lines if state.far_end), None),
        reason="" if it.state == "available" else "; ".join([f"its state is {it.state}", *reasons]),
    )


def _interface(state: DirectConnectState, it: VirtualInterface, asns: dict[str, int]) -> routing.VirtualInterface:
    amazon = amazon_asn(state, it, asns)
    return routing.VirtualInterface(
        id=it.id,
        account=it.owner,
        name=it.name,
        connection=it.connection,
        kind=it.kind,
        vlan=it.vlan,
        gateway=it.gateway or it.virtual_gateway,
        sessions=tuple(
            _bgp_session(peer, amazon, prefix_limit(it, peer.family)) for peer in it.peers if peer.state not in GONE
        ),
        available=it.state in WORKING,
        site_link=it.site_link,
        prefixes=tuple(map(ip_network, it.prefixes)),
    )


def _bgp_session(peer: BgpPeer, amazon: int, limit: int) -> routing.BgpSession:
    family: Literal[4, 6] = 6 if peer.family == "ipv6" else 4
    return routing.BgpSession(
        id=peer.id,
        family=family,
        amazon_asn=amazon,
        customer_asn=peer.asn,
        amazon_address=ip_interface(peer.amazon_address).ip if peer.amazon_address else None,
        customer_address=ip_interface(peer.customer_address).ip if peer.customer_address else None,
        announcements=announced(peer.received, peer.as_path, peer.communities),
        prefix_limit=limit,
        problems=() if peer.status == "up" else ("the session is down",),
    )
