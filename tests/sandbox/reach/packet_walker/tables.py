"""Route tables of VPCs and transit gateways: the routes of one address.

https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.routing.model import (
    Address,
    EgressOnlyInternetGateway,
    InternetGateway,
    NatGateway,
    Prefix,
    RouteTable,
    Target,
    TargetKind,
    Topology,
    TransitAttachment,
    VirtualPrivateGateway,
    VpcEndpoint,
)
from tests.sandbox.reach.packet_walker.filters import inside
from tests.sandbox.reach.packet_walker.sessions import BGP_VPN, Sessions

type _Attached = InternetGateway | EgressOnlyInternetGateway | VirtualPrivateGateway | NatGateway | VpcEndpoint

WRITTEN, FROM_LIST, PROPAGATED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Way:
    """A route of a VPC's table that matches an address."""

    destination: Prefix
    rank: int
    target: Target


class VpcTables:
    """The route tables of VPCs."""

    def __init__(self, topology: Topology, sessions: Sessions) -> None:
        self.topology = topology
        self.sessions = sessions

    def of_subnet(self, subnet: str) -> RouteTable | None:
        vpc = self.topology.subnets[subnet].vpc
        tables = [table for table in self.topology.route_tables.values() if table.vpc == vpc]
        explicit = [table for table in tables if subnet in table.subnets]
        return next(iter([*explicit, *(table for table in tables if table.main)]), None)

    def of_gateway(self, gateway: str) -> RouteTable | None:
        return next((t for t in self.topology.route_tables.values() if gateway in t.gateways), None)

    def lookup(self, table: RouteTable, address: Address) -> list[Target]:
        """Return the targets for an address; more than one where AWS chooses at random between prefix lists."""
        ways = [way for way in self._ways(table, address) if inside(address, way.destination)]
        if any(way.target.kind == TargetKind.LOCAL for way in ways):
            # The local route is preferred to propagated ones, even more specific ones.
            ways = [way for way in ways if way.rank != PROPAGATED]
        if not ways:
            return []
        first = max((way.destination.prefixlen, -way.rank) for way in ways)
        return [way.target for way in ways if (way.destination.prefixlen, -way.rank) == first]

    def _ways(self, table: RouteTable, address: Address) -> Iterator[Way]:
        for route in table.routes:
            if not isinstance(route.destination, str):
                yield Way(route.destination, WRITTEN, route.target)
            elif route.destination in self.topology.prefix_lists:
                for entry in self.topology.prefix_lists[route.destination].entries:
                    yield Way(entry, FROM_LIST, route.target)
        for gateway in table.propagating:
            attached = self.topology.virtual_private_gateways.get(gateway)
            if attached is not None and attached.vpc == table.vpc:
                for one in self.sessions.private_gateway_routes(gateway, address):
                    target = Target(TargetKind.VIRTUAL_PRIVATE_GATEWAY, gateway)
                    yield Way(one.destination, PROPAGATED, target)

    def is_active(self, target: Target, vpc: str) -> bool:
        """Return whether a route's target is there and attached; traffic of other routes is dropped."""
        topology = self.topology
        attached: dict[TargetKind, Mapping[str, _Attached]] = {
            TargetKind.INTERNET_GATEWAY: topology.internet_gateways,
            TargetKind.EGRESS_ONLY_INTERNET_GATEWAY: topology.egress_only_gateways,
            TargetKind.VIRTUAL_PRIVATE_GATEWAY: topology.virtual_private_gateways,
            TargetKind.NAT_GATEWAY: topology.nat_gateways,
            TargetKind.VPC_ENDPOINT: topology.vpc_endpoints,
        }
        if target.kind in attached:
            found = attached[target.kind].get(target.id)
            if isinstance(found, VpcEndpoint) and not found.available:
                return False
            return found is not None and found.vpc == vpc
        if target.kind == TargetKind.PEERING_CONNECTION:
            peering = topology.peerings.get(target.id)
            return peering is not None and peering.active and vpc in (peering.requester_vpc, peering.accepter_vpc)
        if target.kind == TargetKind.TRANSIT_GATEWAY:
            return self.vpc_attachment(target.id, vpc) is not None
        if target.kind == TargetKind.NETWORK_INTERFACE:
            subnet = topology.network_interfaces.get(target.id)
            return subnet is not None and topology.subnets[subnet].vpc == vpc
        return target.kind == TargetKind.LOCAL

    def vpc_attachment(self, gateway: str, vpc: str) -> TransitAttachment | None:
        for (owner, _), one in self.topology.transit_attachments.items():
            if owner == gateway and one.type == "vpc" and one.resource == vpc and one.available:
                return one
        return None


STATIC, REFERENCE, VPC, DX, CONNECT, VPN = range(6)


@dataclass(frozen=True, slots=True)
class TransitWay:
    """A route of a transit gateway's table; no attachment is a blackhole."""

    destination: Prefix
    rank: int
    attachment: str | None
    preference: tuple[int, int, int] = (0, 0, 0)


class TransitTables:
    """The route tables of transit gateways."""

    def __init__(self, topology: Topology, sessions: Sessions) -> None:
        self.topology = topology
        self.sessions = sessions

    def lookup(self, table_id: str, address: Address) -> list[TransitWay]:
        """Return the preferred routes of an address: several share the traffic."""
        table = self.topology.transit_route_tables.get(table_id)
        if table is None:
            return []
        ways = [TransitWay(route.destination, STATIC, route.attachment) for route in table.routes]
        for reference in table.references:
            entries = self.topology.prefix_lists[reference.prefix_list].entries
            ways.extend(TransitWay(entry, REFERENCE, reference.attachment) for entry in entries)
        for (gateway, _), attachment in self.topology.transit_attachments.items():
            if gateway == table.gateway and table_id in attachment.propagates_to and attachment.available:
                ways.extend(self._propagated(attachment, address))
        matching = [way for way in ways if inside(address, way.destination)]
        if not matching:
            return []

        def order(way: TransitWay) -> tuple[int, int, tuple[int, int, int]]:
            return way.destination.prefixlen, -way.rank, way.preference

        first = max(map(order, matching))
        return list(dict.fromkeys(way for way in matching if order(way) == first))

    def _propagated(self, attachment: TransitAttachment, address: Address) -> Iterator[TransitWay]:
        if attachment.type == "vpc" and attachment.resource in self.topology.vpcs:
            for cidr in self.topology.vpcs[attachment.resource].cidrs:
                if cidr.version == 4 or attachment.ipv6:
                    yield TransitWay(cidr, VPC, attachment.id)
        elif attachment.type == "direct-connect-gateway":
            for one in self.sessions.interface_routes({attachment.resource}, address):
                yield TransitWay(one.destination, DX, attachment.id, one.preference)
        elif attachment.type == "vpn":
            for one in self.sessions.vpn_routes(attachment.gateway, address):
                if one.via.id == attachment.resource and one.rank == BGP_VPN:
                    yield TransitWay(one.destination, VPN, attachment.id, one.preference)

    def prefixes(self, table_id: str, *, besides: str) -> Iterator[Prefix]:
        """Yield the IPv4 destinations of a table's routes, without those that lead to one attachment.

        Routes learned from the data centre are left out: its routers do not take their own network's routes back.
        """
        table = self.topology.transit_route_tables[table_id]
        ends = self.topology.transit_attachments
        available = {one.id for (gateway, _), one in ends.items() if gateway == table.gateway and one.available}
        written: dict[Prefix, str | None] = {r.destination: r.attachment for r in table.routes}
        for reference in table.references:
            for entry in self.topology.prefix_lists[reference.prefix_list].entries:
                written.setdefault(entry, reference.attachment)
        yield from (prefix for prefix, to in written.items() if to in available - {besides})
        for (gateway, _), one in ends.items():
            if gateway == table.gateway and table_id in one.propagates_to and one.available and one.type == "vpc":
                ranges = self.topology.vpcs[one.resource].cidrs
                yield from (cidr for cidr in ranges if cidr.version == 4 and cidr not in written)
