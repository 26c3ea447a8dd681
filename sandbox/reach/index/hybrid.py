"""Lookups of lines, sessions and customer routers."""

from __future__ import annotations

from functools import cached_property

from sandbox.routing.model import Address, DataCentre, Router, Topology, VirtualInterface


class HybridIndex:
    """Lines and the routers at their far ends."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology

    @cached_property
    def routers(self) -> dict[str, tuple[DataCentre, Router]]:
        """Data centres and routers by the router's name."""
        return {r.name: (centre, r) for centre in self._topology.datacentres.values() for r in centre.routers}

    @cached_property
    def session_router(self) -> dict[str, str]:
        """Names of customer routers by BGP session."""
        sessions = [s for v in self._topology.virtual_interfaces.values() for s in v.sessions]
        for connection in self._topology.vpn_connections.values():
            sessions.extend(t.session for t in connection.tunnels if t.session)
        return {session.id: session.router for session in sessions if session.router}

    @cached_property
    def next_hops(self) -> dict[Address, tuple[str, str]]:
        """Amazon's addresses on interfaces and tunnels -> what carries them, and the gateway that it leads to."""
        found: dict[Address, tuple[str, str]] = {}
        for interface in self._topology.virtual_interfaces.values():
            for session in interface.sessions:
                if session.amazon_address is not None:
                    found[session.amazon_address] = (interface.id, self._behind(interface))
        for connection in self._topology.vpn_connections.values():
            for tunnel in connection.tunnels:
                if not tunnel.up or connection.gateway is None:
                    continue
                found[tunnel.outside_address] = (connection.id, connection.gateway)
                if tunnel.session and tunnel.session.amazon_address:
                    found[tunnel.session.amazon_address] = (connection.id, connection.gateway)
        return found

    def _behind(self, interface: VirtualInterface) -> str:
        gateway = interface.gateway or ""
        associated = [a.associated for a in self._topology.direct_connect_associations.values() if a.gateway == gateway]
        return associated[0] if associated else gateway

    def line_of(self, interface: VirtualInterface) -> tuple[str, str, str | None]:
        """Return the id, the name and the far router of a virtual interface's connection or LAG."""
        line = self._topology.connections.get(interface.connection)
        if line is not None:
            return line.id, line.name, line.router
        lag = self._topology.lags.get(interface.connection)
        members = [c for c in self._topology.connections.values() if c.lag == interface.connection]
        router = next((c.router for c in members if c.router), None)
        return interface.connection, lag.name if lag else interface.connection, router

    def far_router(self, via: str, session: str | None) -> str | None:
        """Return the name of the customer's router behind a virtual interface or a VPN connection."""
        if session and session in self.session_router:
            return self.session_router[session]
        interface = self._topology.virtual_interfaces.get(via)
        if interface is not None:
            return self.line_of(interface)[2]
        connection = self._topology.vpn_connections.get(via)
        gateway = self._topology.customer_gateways.get(connection.customer_gateway) if connection else None
        if gateway is None or gateway.address is None:
            return None
        return next((name for name, (_, r) in self.routers.items() if gateway.address in r.addresses), None)
