"""Failures of lines, customer routers and BGP sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sandbox.reach.edits.edit import in_topology
from sandbox.reach.failures.failure import Failure, FailureKind
from sandbox.reach.model import Network
from sandbox.routing.model import BgpSession, Topology, VirtualInterface, VpnConnection, VpnTunnel

_REASON = "taken away"


def line_failures(network: Network) -> Iterator[Failure]:
    """Yield the failure of each connection that is up, and of each VPN connection with a tunnel that is up."""
    for line in network.topology.connections.values():
        if line.up:
            name = line.name or line.id
            yield Failure(
                FailureKind.LINE, line.id, name, in_topology(_line_down(line.id)), frozenset((line.id,)), line.origin
            )
    for vpn in network.topology.vpn_connections.values():
        if any(tunnel.up for tunnel in vpn.tunnels):
            name = vpn.name or vpn.id
            yield Failure(
                FailureKind.LINE, vpn.id, name, in_topology(_tunnels_down(vpn.id)), frozenset((vpn.id,)), vpn.origin
            )


def _line_down(line: str) -> Callable[[Topology], Topology]:
    def change(topology: Topology) -> Topology:
        down = replace(topology.connections[line], up=False, reason=_REASON)
        return replace(topology, connections={**topology.connections, line: down})

    return change


def _tunnels_down(vpn: str) -> Callable[[Topology], Topology]:
    def change(topology: Topology) -> Topology:
        now = topology.vpn_connections[vpn]
        down = replace(now, tunnels=tuple(replace(tunnel, up=False) for tunnel in now.tunnels))
        return replace(topology, vpn_connections={**topology.vpn_connections, vpn: down})

    return change


def router_failures(network: Network) -> Iterator[Failure]:
    """Yield the failure of each router of a data centre that is up."""
    for centre in network.topology.datacentres.values():
        for router in centre.routers:
            if router.up:
                change = in_topology(_router_down(centre.name, router.name))
                touched = frozenset((f"router:{router.name}",))
                yield Failure(FailureKind.ROUTER, router.name, router.name, change, touched, router.origin)


def _router_down(centre: str, router: str) -> Callable[[Topology], Topology]:
    def change(topology: Topology) -> Topology:
        now = topology.datacentres[centre]
        routers = tuple(replace(one, up=False) if one.name == router else one for one in now.routers)
        addresses = {address for one in routers if one.name == router for address in one.addresses}
        devices = {g.id for g in topology.customer_gateways.values() if g.address in addresses}
        lost = [vpn.id for vpn in topology.vpn_connections.values() if vpn.customer_gateway in devices]
        topology = replace(topology, datacentres={**topology.datacentres, centre: replace(now, routers=routers)})
        for vpn in lost:
            topology = _tunnels_down(vpn)(topology)
        return topology

    return change


def session_failures(network: Network) -> Iterator[Failure]:
    """Yield the failure of each BGP session, of virtual interfaces and VPN tunnels."""
    for interface in network.topology.virtual_interfaces.values():
        for session in interface.sessions:
            name = f"{interface.name or interface.id} {session.id}" if session.id != interface.id else interface.name
            change = in_topology(_interface_session_down(interface.id, session.id))
            touched = frozenset((interface.id,))
            yield Failure(FailureKind.SESSION, session.id, name, change, touched, session.origin or interface.origin)
    for vpn in network.topology.vpn_connections.values():
        for tunnel in vpn.tunnels:
            if tunnel.session is not None:
                name = f"{vpn.name or vpn.id} {tunnel.outside_address}"
                change = in_topology(_tunnel_session_down(vpn.id, tunnel.session.id))
                touched = frozenset((vpn.id,))
                yield Failure(FailureKind.SESSION, tunnel.session.id, name, change, touched, vpn.origin)


def _down(session: BgpSession) -> BgpSession:
    return replace(session, problems=(*session.problems, _REASON))


def _interface_session_down(interface: str, session: str) -> Callable[[Topology], Topology]:
    def change(topology: Topology) -> Topology:
        now: VirtualInterface = topology.virtual_interfaces[interface]
        sessions = tuple(_down(one) if one.id == session else one for one in now.sessions)
        changed = {**topology.virtual_interfaces, interface: replace(now, sessions=sessions)}
        return replace(topology, virtual_interfaces=changed)

    return change


def _tunnel_session_down(vpn: str, session: str) -> Callable[[Topology], Topology]:
    def changed(tunnel: VpnTunnel) -> VpnTunnel:
        if tunnel.session is None or tunnel.session.id != session:
            return tunnel
        return replace(tunnel, session=_down(tunnel.session))

    def change(topology: Topology) -> Topology:
        now: VpnConnection = topology.vpn_connections[vpn]
        after = replace(now, tunnels=tuple(map(changed, now.tunnels)))
        return replace(topology, vpn_connections={**topology.vpn_connections, vpn: after})

    return change
