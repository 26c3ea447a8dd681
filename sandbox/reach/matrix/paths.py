"""The ways between subnets that pass route tables, network ACLs, peering and transit gateways alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from sandbox.reach.headers import prefix_interval
from sandbox.reach.headers.ranges import IPV4
from sandbox.reach.index import NetworkIndex
from sandbox.reach.walk.state import References
from sandbox.routing.model import RouteTable, Subnet, TargetKind, TransitAttachment
from sandbox.routing.routes import TransitTableRoute, VpcRoute


@dataclass(frozen=True, slots=True)
class SubnetPath:
    """The filters between the interfaces of two subnets."""

    outbound: tuple[str, ...]
    """Subnets that the packets leave by their ACL."""
    inbound: tuple[str, ...]
    """Subnets that they enter by their ACL."""
    references: References
    """How far the sender's security groups are known on arrival."""


@dataclass(frozen=True, slots=True)
class _Crossing:
    """A subnet between a VPC and a transit gateway."""

    attachment: TransitAttachment
    subnet: str
    references: bool
    """Whether the gateway and the attachment have security group referencing on."""


class NotModelled:
    """A way that this module does not model: the analyzer walks it."""


NOT_MODELLED: Final = NotModelled()


class SubnetPaths:
    """Finds the way from one subnet to another, None where no packet arrives."""

    def __init__(self, index: NetworkIndex) -> None:
        self._index = index
        self.between = cache(self._between)
        self._representatives: dict[Hashable, str] = {}
        self._bounds = self._route_bounds()
        self._attached = {s for found in index.topology.transit_attachments.values() for s in found.subnets}
        self._vpc_lookup = cache(lambda table: _Lookup(index.routes.vpc_tables.get(table, ())))
        self._transit_lookup = cache(lambda table: _Lookup(index.routes.transit_tables.get(table, ())))
        self._prefix = cache(lambda subnet: ipv4_prefix(index.topology.subnets[subnet]))
        self._vpc_route = cache(lambda table, subnet: self._vpc_lookup(table).route(self._prefix(subnet)))
        self._transit_entry = cache(self._found_transit_entry)
        self._transit_exit = cache(self._leaving)

    def representative(self, ident: str) -> str:
        """Return the first subnet that was given with the table, ACL, zone and routes of a subnet."""
        subnet = self._index.topology.subnets[ident]
        table, acl = self._index.table_of(subnet), self._index.acl_of(subnet)
        first, last, _ = ipv4_prefix(subnet)
        part = bisect_right(self._bounds, first)
        key: Hashable = ident
        if ident not in self._attached and part == bisect_right(self._bounds, last):
            key = subnet.vpc, subnet.zone, table.id if table else "", acl.acl.id if acl else "", part
        return self._representatives.setdefault(key, ident)

    def _route_bounds(self) -> list[int]:
        routes = self._index.routes
        prefixes = [route.destination for table in routes.vpc_tables.values() for route in table]
        prefixes += [route.destination for found in routes.transit_tables.values() for route in found]
        bounds: set[int] = set()
        for prefix in dict.fromkeys(prefixes):
            if prefix.version == IPV4:
                first, last = prefix_interval(prefix)
                bounds |= {first, last + 1}
        return sorted(bounds)

    def _between(self, source: str, destination: str, inside: bool) -> SubnetPath | NotModelled | None:
        """Return the way between two subnets; `inside` where it is between two interfaces of one subnet."""
        subnets = self._index.topology.subnets
        start, end = subnets[source], subnets[destination]
        table = self._index.table_of(start)
        route = self._route(table, end)
        if isinstance(route, NotModelled) or route is None:
            return route
        unsupported = self._index.network.unsupported
        if not route.active or route.target.kind is TargetKind.UNSUPPORTED or route.target.id in unsupported:
            return None
        match route.target.kind:
            case TargetKind.LOCAL:
                return self._local(start, end, inside=inside)
            case TargetKind.PEERING_CONNECTION:
                return self._over_peering(start, end, route.target.id)
            case TargetKind.TRANSIT_GATEWAY:
                return self._over_transit(start, end, route.target.id)
            case _:
                return NOT_MODELLED

    def _route(self, table: RouteTable | None, end: Subnet) -> VpcRoute | NotModelled | None:
        return self._vpc_route(table.id, end.id) if table else None

    @staticmethod
    def _local(start: Subnet, end: Subnet, *, inside: bool) -> SubnetPath | None:
        if start.vpc != end.vpc:
            return None
        if inside:
            return SubnetPath((), (), References.VPC)
        return SubnetPath((start.id,), (end.id,), References.VPC)

    def _over_peering(self, start: Subnet, end: Subnet, ident: str) -> SubnetPath | None:
        topology = self._index.topology
        peering = topology.peerings.get(ident)
        if (
            peering is None
            or not peering.active
            or {peering.requester_vpc, peering.accepter_vpc} != {start.vpc, end.vpc}
        ):
            return None
        same = topology.vpcs[start.vpc].region == topology.vpcs[end.vpc].region
        return SubnetPath((start.id,), (end.id,), References.PEERING if same else References.LOST)

    def _over_transit(self, start: Subnet, end: Subnet, gateway: str) -> SubnetPath | NotModelled | None:
        entry = self._transit_entry(gateway, start.vpc, start.zone)
        if entry is None or isinstance(entry, NotModelled):
            return entry
        exit_ = self._transit_exit(gateway, entry.attachment.table, start.zone, end.id)
        if exit_ is None or isinstance(exit_, NotModelled):
            return exit_
        references = References.TRANSIT if entry.references and exit_.references else References.LOST
        if exit_.subnet == end.id:
            return SubnetPath((start.id,), (entry.subnet,), references)
        return SubnetPath((start.id, exit_.subnet), (entry.subnet, end.id), references)

    def _found_transit_entry(self, gateway: str, vpc: str, zone: str) -> _Crossing | NotModelled | None:
        """Return where packets from a zone of a VPC enter a transit gateway."""
        found = self._index.vpc_attachments.get((gateway, vpc))
        if found is None or not found.available or found.table not in self._index.topology.transit_route_tables:
            return None
        entry = next((s for s in self._subnets(found) if s.zone == zone), None)
        if entry is None:
            return None
        return NOT_MODELLED if found.appliance_mode else self._crossing(found, entry)

    def _leaving(self, gateway: str, table: str, zone: str, subnet: str) -> _Crossing | NotModelled | None:
        """Return where packets to a subnet leave a transit gateway, from a zone."""
        route = self._transit_lookup(table).route(self._prefix(subnet))
        if route is None or isinstance(route, NotModelled):
            return route
        if not route.active or not route.paths:
            return None
        topology = self._index.topology
        ways = {path.via for path in route.paths}
        found = topology.transit_attachments.get((gateway, next(iter(ways))))
        if len(ways) > 1 or found is None or found.type != "vpc" or found.appliance_mode or not found.available:
            return NOT_MODELLED
        exits = [s for s in self._subnets(found) if s.zone == zone] or self._subnets(found)
        end = topology.subnets[subnet]
        if len(exits) != 1 or found.resource != end.vpc or exits[0].vpc != end.vpc:
            return NOT_MODELLED
        last = self._route(self._index.table_of(exits[0]), end)
        if isinstance(last, VpcRoute) and last.target.kind is TargetKind.LOCAL and last.active:
            return self._crossing(found, exits[0])
        return NOT_MODELLED

    def _crossing(self, attachment: TransitAttachment, subnet: Subnet) -> _Crossing:
        gateway = self._index.topology.transit_gateways.get(attachment.gateway)
        return _Crossing(
            attachment, subnet.id, bool(gateway and gateway.group_references and attachment.group_references)
        )

    def _subnets(self, attachment: TransitAttachment) -> list[Subnet]:
        subnets = self._index.topology.subnets
        return [subnets[s] for s in attachment.subnets if s in subnets]


class _Lookup[R: (VpcRoute, TransitTableRoute)]:
    """The IPv4 routes of a table by prefix."""

    def __init__(self, routes: Iterable[R]) -> None:
        self._routes: dict[tuple[int, int], R] = {}
        for route in routes:
            if route.destination.version == IPV4:
                key = int(route.destination.network_address), route.destination.prefixlen
                self._routes.setdefault(key, route)
        self._sorted = sorted(self._routes)
        self._lengths = sorted({length for _, length in self._routes}, reverse=True)

    def route(self, prefix: tuple[int, int, int]) -> R | NotModelled | None:
        """Return the route to all addresses of a prefix; not modelled where they have several."""
        first, last, length = prefix
        place = bisect_left(self._sorted, (first, length + 1))
        if place < len(self._sorted) and self._sorted[place][0] <= last:
            return NOT_MODELLED
        for one in self._lengths:
            if one <= length:
                found = self._routes.get((first >> (32 - one) << (32 - one), one))
                if found is not None:
                    return found
        return None


def ipv4_prefix(subnet: Subnet) -> tuple[int, int, int]:
    """Return the first and last address of a subnet's IPv4 range, and its length."""
    return next((*prefix_interval(cidr), cidr.prefixlen) for cidr in subnet.cidrs if cidr.version == IPV4)
