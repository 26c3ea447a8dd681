"""The routes that Amazon announces to the customer's routers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.routing.lines import Lines
from sandbox.routing.model import DirectConnectAssociation, Prefix, Topology, TransitAttachment, VirtualInterface
from sandbox.routing.offer import Offer
from sandbox.routing.path_selection import select, with_preference
from sandbox.routing.prefix_order import IPV4, covers, most_specific_first
from sandbox.routing.public_interfaces import public_offers
from sandbox.routing.received_paths import PathsTo, Received
from sandbox.routing.routes import AnnouncedRoute, LearnedRoute, TransitTableRoute
from sandbox.routing.sessions import CarriedSession

PREFIXES_A_TRANSIT_ASSOCIATION = 200
"""Prefixes that a transit gateway's association announces (Direct Connect User Guide, "Quotas",
https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html)."""


class Announcements:
    """What Amazon announces on each kind of session."""

    def __init__(
        self,
        topology: Topology,
        lines: Lines,
        received: Received,
        virtual_private_gateways: Mapping[str, tuple[LearnedRoute, ...]],
        transit_tables: Mapping[str, tuple[TransitTableRoute, ...]],
    ) -> None:
        self._topology = topology
        self._lines = lines
        self._received = received
        self._learned = virtual_private_gateways
        self._tables = transit_tables
        self._interfaces: dict[str, list[VirtualInterface]] = {}
        for interface in topology.virtual_interfaces.values():
            if interface.gateway:
                self._interfaces.setdefault(interface.gateway, []).append(interface)
        self._associations: dict[str, list[DirectConnectAssociation]] = {}
        for association in sorted(topology.direct_connect_associations.values(), key=lambda it: it.id):
            self._associations.setdefault(association.gateway, []).append(association)
        self._connect = {it.id: it for it in topology.transit_attachments.values() if it.type == "connect"}
        self._vpn = {it.resource: it for it in topology.transit_attachments.values() if it.type == "vpn"}

    def on(self, carried: CarriedSession) -> tuple[AnnouncedRoute, ...]:
        """Return what Amazon announces on an established session, most specific first, one a destination."""
        offers: dict[Prefix, Offer] = {}
        for offer in self._offers(carried):
            if carried.carries(offer.destination.version):
                offers.setdefault(offer.destination, offer)
        amazon = () if offers and self._is_public(carried) else (carried.session.amazon_asn,)
        return tuple(
            AnnouncedRoute(
                destination=prefix,
                as_path=(*amazon, *offers[prefix].as_path),
                via=carried.via,
                gateway=offers[prefix].gateway,
                session=carried.session.id,
                communities=offers[prefix].communities,
                origin=carried.session.origin,
            )
            for prefix in sorted(offers, key=most_specific_first)
        )

    def _is_public(self, carried: CarriedSession) -> bool:
        interface = self._topology.virtual_interfaces.get(carried.via)
        return interface is not None and interface.kind == "public"

    def _offers(self, carried: CarriedSession) -> Iterator[Offer]:
        if carried.carrier == "connect":
            yield from self._table_of(self._connect[carried.via])
        elif carried.carrier == "tunnel":
            yield from self._over_vpn(carried.via)
        else:
            yield from self._over_direct_connect(self._topology.virtual_interfaces[carried.via])

    def _over_direct_connect(self, interface: VirtualInterface) -> Iterator[Offer]:
        gateway = interface.gateway or ""
        if interface.kind == "public":
            yield from public_offers(self._topology, self._lines, interface)
        elif gateway in self._topology.virtual_private_gateways:
            yield from self._ranges(gateway)
            yield from self._of_other_sites(gateway, interface.id)
        elif gateway:
            yield from self._associated(gateway)
            yield from self._site_link(interface)

    def _ranges(self, gateway: str) -> Iterator[Offer]:
        """Yield the ranges of the VPC that a virtual private gateway is attached to."""
        vpc = self._topology.vpcs.get(self._topology.virtual_private_gateways[gateway].vpc or "")
        for cidr in vpc.cidrs if vpc else ():
            yield Offer(destination=cidr, gateway=gateway, as_path=())

    def _associated(self, gateway: str) -> Iterator[Offer]:
        """Yield what a Direct Connect gateway's associations allow.

        For a virtual private gateway the list is a filter: the VPC's ranges that are "the same or narrower" than an
        allowed prefix; for a transit gateway the allowed prefixes themselves are announced (Direct Connect User Guide,
        "Allowed prefixes interactions",
        https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html).
        """
        for association in self._associations.get(gateway, ()):
            if association.associated in self._topology.virtual_private_gateways:
                for offer in self._ranges(association.associated):
                    if any(covers(allowed, offer.destination) for allowed in association.allowed_prefixes):
                        yield offer
            else:
                for prefix in association.allowed_prefixes[:PREFIXES_A_TRANSIT_ASSOCIATION]:
                    yield Offer(destination=prefix, gateway=association.associated, as_path=())

    def _site_link(self, interface: VirtualInterface) -> Iterator[Offer]:
        """Yield what the gateway's other SiteLink interfaces learned.

        Traffic between locations needs SiteLink on both interfaces, which are attached to one Direct Connect gateway
        (Direct Connect User Guide, "SiteLink",
        https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html).
        """
        if not interface.site_link:
            return
        here = self._lines.region(interface.connection)
        paths: PathsTo = {}
        for other in self._interfaces[interface.gateway or ""]:
            if other.id != interface.id and other.site_link:
                there = self._lines.region(other.connection)
                for prefix, several in self._received.interfaces.get(other.id, {}).items():
                    paths.setdefault(prefix, []).extend(with_preference(it, there, here) for it in several)
        for prefix, several in paths.items():
            used, _ = select(several)
            yield Offer(destination=prefix, gateway=used[0].via, as_path=used[0].as_path)

    def _over_vpn(self, connection: str) -> Iterator[Offer]:
        gateway = self._topology.vpn_connections[connection].gateway or ""
        if gateway in self._topology.virtual_private_gateways:
            yield from (it for it in self._ranges(gateway) if it.destination.version == IPV4)
            yield from self._of_other_sites(gateway, connection)
        elif attachment := self._vpn.get(connection):
            yield from self._table_of(attachment)

    def _of_other_sites(self, gateway: str, via: str) -> Iterator[Offer]:
        """Yield what a virtual private gateway learned by BGP from its other VPN connections and own interfaces.

        It re-advertises them to each site (Site-to-Site VPN User Guide, "VPN CloudHub",
        https://docs.aws.amazon.com/vpn/latest/s2svpn/VPN_CloudHub.html); routes of a Direct Connect gateway are not
        among them, which does not connect its interfaces with VPN connections of its virtual private gateways.
        """
        vpn = {it.id for it in self._topology.vpn_connections.values() if it.gateway == gateway}
        own = vpn | {it.id for it in self._interfaces.get(gateway, ())}
        for route in self._learned.get(gateway, ()):
            path = next((it for it in (*route.paths, *route.backup) if it.via in own), None)
            if path is not None and path.via != via and (vpn & {path.via, via}):
                yield Offer(destination=route.destination, gateway=gateway, as_path=path.as_path)

    def _table_of(self, attachment: TransitAttachment) -> Iterator[Offer]:
        """Yield the routes of the table that a VPN or Connect attachment is associated with.

        Its own routes are left out, and blackholes ("Blackhole routes are not propagated to a Site-to-Site VPN
        customer gateway via BGP", Site-to-Site VPN User Guide, "Route priority").
        """
        for route in self._tables.get(attachment.table or "", ()):
            others = [it for it in route.paths if it.via != attachment.id]
            if route.active and others:
                yield Offer(destination=route.destination, gateway=attachment.gateway, as_path=others[0].as_path)
