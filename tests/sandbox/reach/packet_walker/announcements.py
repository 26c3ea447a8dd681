"""What Amazon announces to the customer's routers.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.routing.model import Prefix, Topology, VirtualInterface, VpnConnection
from tests.sandbox.reach.packet_walker.sessions import Sessions
from tests.sandbox.reach.packet_walker.tables import TransitTables


@dataclass(frozen=True, slots=True)
class Announced:
    """A route that a router has towards Amazon."""

    destination: Prefix
    via: VirtualInterface | VpnConnection
    gateway: str


class Announcements:
    """The routes of the customer's routers towards Amazon."""

    def __init__(self, topology: Topology, sessions: Sessions, transit: TransitTables) -> None:
        self.topology = topology
        self.sessions = sessions
        self.transit = transit

    def to(self, router: str) -> Iterator[Announced]:
        """Yield what a router learned over each of its sessions that is up."""
        topology = self.topology
        for interface in topology.virtual_interfaces.values():
            up = interface.available and self.sessions.line_is_up(interface)
            for session in interface.sessions:
                far = self.sessions.established(session, up)
                if far is not None and far.name == router:
                    for prefix, gateway in self._offered(interface.gateway or ""):
                        if prefix.version == session.family:
                            yield Announced(prefix, interface, gateway)
        yield from self._over_vpn(router)

    def _over_vpn(self, router: str) -> Iterator[Announced]:
        for vpn in self.topology.vpn_connections.values():
            for tunnel_session, far in self.sessions.tunnels(vpn):
                if far.name != router or vpn.gateway is None:
                    continue
                if tunnel_session is None:
                    hops = {tunnel.outside_address for tunnel in vpn.tunnels}
                    for prefix, hop in far.static_routes:
                        if hop in hops:
                            yield Announced(prefix, vpn, vpn.gateway)
                else:
                    for prefix in self._offered_over_vpn(vpn.id, vpn.gateway):
                        yield Announced(prefix, vpn, vpn.gateway)

    def _offered(self, gateway: str) -> Iterator[tuple[Prefix, str]]:
        """Yield prefixes and gateways that a virtual interface of a gateway announces."""
        private = self.topology.virtual_private_gateways.get(gateway)
        if private is not None and private.vpc:
            for cidr in self.topology.vpcs[private.vpc].cidrs:
                yield cidr, gateway
        for one in self.topology.direct_connect_associations.values():
            if one.gateway != gateway:
                continue
            attached = self.topology.virtual_private_gateways.get(one.associated)
            if attached is None:
                for prefix in one.allowed_prefixes:
                    yield prefix, one.associated
            elif attached.vpc:
                for cidr in self.topology.vpcs[attached.vpc].cidrs:
                    if any(cidr.version == p.version and _contains(p, cidr) for p in one.allowed_prefixes):
                        yield cidr, attached.id

    def _offered_over_vpn(self, vpn: str, gateway: str) -> Iterator[Prefix]:
        private = self.topology.virtual_private_gateways.get(gateway)
        if private is not None:
            if private.vpc:
                yield from (cidr for cidr in self.topology.vpcs[private.vpc].cidrs if cidr.version == 4)
            return
        for (owner, _), one in self.topology.transit_attachments.items():
            if owner == gateway and one.type == "vpn" and one.resource == vpn and one.table:
                yield from self.transit.prefixes(one.table, besides=one.id)


def _contains(wide: Prefix, narrow: Prefix) -> bool:
    return narrow.prefixlen >= wide.prefixlen and narrow.network_address in wide
