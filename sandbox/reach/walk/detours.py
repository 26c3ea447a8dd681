"""Where packets without a route would go after one edit: what is tried when a flow is blocked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from sandbox.reach.edits import add_route, allow_prefix, associate, propagate, propagate_into_table, replace_blackhole
from sandbox.reach.headers import as_prefixes, full_space, merged, overlap, prefix_interval
from sandbox.reach.headers.ranges import IPV4, IPV6
from sandbox.reach.walk.drops import Detour
from sandbox.reach.walk.locations import (
    GATEWAYS,
    AtGateway,
    AtSubnetRouter,
    AtTransitGateway,
    AtVpcGateway,
    LeavingTransitGateway,
)
from sandbox.reach.walk.state import Packets, Walk
from sandbox.routing.model import (
    Prefix,
    RouteTable,
    Subnet,
    Target,
    TargetKind,
    TransitAttachment,
    TransitRouteTable,
)
from sandbox.routing.routes import TransitTableRoute, VpcRoute


def _goes_to(packets: Packets, prefix: Prefix) -> bool:
    if prefix.version != packets.family:
        return False
    return any(overlap(target, prefix_interval(prefix)) for target in packets.targets())


def _destination(packets: Packets, ranges: tuple[Prefix, ...]) -> Prefix:
    """Return the prefix of a new route: the range of the destination where it is known, else the packets' own."""
    known = [prefix for prefix in ranges if _goes_to(packets, prefix)]
    return known[0] if known else as_prefixes(merged(packets.targets()), packets.family)[0]


@dataclass(frozen=True, slots=True)
class _NewRoute:
    """A route to add to the table of a subnet that packets cannot leave."""

    packets: Packets
    subnet: Subnet
    table: RouteTable
    over: VpcRoute | None

    def to(self, kind: TargetKind, gateway: str, ranges: tuple[Prefix, ...]) -> Detour:
        """Return where packets go by a new route to a gateway, and the route's edit."""
        destination = self.over.destination if self.over is not None else _destination(self.packets, ranges)
        edit = add_route(self.table, destination, Target(kind, gateway))
        return AtSubnetRouter(self.subnet.id, to=(GATEWAYS[kind], gateway)), edit


def route_detours(
    walk: Walk, packets: Packets, subnet: Subnet, table: RouteTable, over: VpcRoute | None = None
) -> Iterator[Detour]:
    """Yield each gateway of a VPC that may lead to the packets' destination, with the route to add.

    Args:
        walk: The walk.
        packets: What has no route.
        subnet: Where they are.
        table: The table without a route.
        over: A blackhole that the new route replaces.

    """
    topology = walk.index.topology
    new = _NewRoute(packets, subnet, table, over)
    vpcs = (vpc.cidrs for vpc in topology.vpcs.values() if vpc.id != subnet.vpc)
    centres = (centre.prefixes for centre in topology.datacentres.values())
    known = tuple(chain.from_iterable((*vpcs, *centres)))
    private = any(_goes_to(packets, prefix) for prefix in known)
    for gateway, vpc in walk.index.vpc_attachments:
        if vpc == subnet.vpc:
            yield new.to(TargetKind.TRANSIT_GATEWAY, gateway, known)
    yield from _to_private(walk, new, known) if private else _to_internet(walk, new)


def other_route_detours(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Detour]:
    """Yield the other gateways of a VPC, where packets came to one that does not lead to their destination."""
    subnet = walk.index.topology.subnets.get(location.subnet)
    table = walk.index.table_of(subnet) if subnet else None
    if subnet is None or table is None:
        return
    for target, edit in route_detours(walk, packets, subnet, table):
        if isinstance(target, AtSubnetRouter) and target.to != (location.kind, location.id):
            yield target, edit


def _to_private(walk: Walk, new: _NewRoute, known: tuple[Prefix, ...]) -> Iterator[Detour]:
    topology = walk.index.topology
    here = new.subnet.vpc
    for peering in topology.peerings.values():
        ends = (peering.requester_vpc, peering.accepter_vpc)
        there = next((vpc for vpc in ends if vpc != here), None) if here in ends else None
        cidrs = topology.vpcs[there].cidrs if there is not None and there in topology.vpcs else ()
        if any(_goes_to(new.packets, cidr) for cidr in cidrs):
            yield new.to(TargetKind.PEERING_CONNECTION, peering.id, cidrs)
    for private in topology.virtual_private_gateways.values():
        if private.vpc == here:
            if private.id not in new.table.propagating:
                location = AtSubnetRouter(new.subnet.id, to=("vgw", private.id))
                yield location, propagate_into_table(new.table, private.id)
            yield new.to(TargetKind.VIRTUAL_PRIVATE_GATEWAY, private.id, known)


def _to_internet(walk: Walk, new: _NewRoute) -> Iterator[Detour]:
    topology = walk.index.topology
    here, family = new.subnet.vpc, new.packets.family
    anywhere = as_prefixes((full_space(family),), family)
    if not new.packets.response and family == IPV4:
        for nat in topology.nat_gateways.values():
            if nat.vpc == here:
                yield new.to(TargetKind.NAT_GATEWAY, nat.id, anywhere)
    if here in walk.index.internet_gateways:
        yield new.to(TargetKind.INTERNET_GATEWAY, walk.index.internet_gateways[here], anywhere)
    if not new.packets.response and family == IPV6:
        for egress_only in topology.egress_only_gateways.values():
            if egress_only.vpc == here:
                yield new.to(TargetKind.EGRESS_ONLY_INTERNET_GATEWAY, egress_only.id, anywhere)


def association_detours(
    walk: Walk, location: AtTransitGateway, packets: Packets, attachment: TransitAttachment
) -> Iterator[Detour]:
    """Yield each table that an attachment could be associated with, as if it led to the destination."""
    for table in walk.index.topology.transit_route_tables.values():
        if table.gateway == attachment.gateway:
            for towards in _attachments_to(walk, location, packets):
                yield LeavingTransitGateway(location.gateway, towards.id, location.zone), associate(attachment, table)


def transit_detours(
    walk: Walk,
    location: AtTransitGateway,
    packets: Packets,
    table: TransitRouteTable,
    over: TransitTableRoute | None = None,
) -> Iterator[Detour]:
    """Yield each attachment that leads to the packets' destination, with its propagation into the table."""
    for attachment in _attachments_to(walk, location, packets):
        target = LeavingTransitGateway(location.gateway, attachment.id, location.zone)
        if over is not None:
            yield target, replace_blackhole(table, over.destination, attachment)
        elif table.id not in attachment.propagates_to and attachment.type != "peering":
            yield target, propagate(attachment, table)
        else:
            wanted = as_prefixes(merged(packets.targets()), packets.family)[0]
            yield target, replace_blackhole(table, wanted, attachment)


def _attachments_to(walk: Walk, location: AtTransitGateway, packets: Packets) -> Iterator[TransitAttachment]:
    topology = walk.index.topology
    for attachment in topology.transit_attachments.values():
        if attachment.gateway != location.gateway or not attachment.available:
            continue
        if attachment.type == "vpc":
            ranges = topology.vpcs[attachment.resource].cidrs if attachment.resource in topology.vpcs else ()
        elif attachment.type in {"direct-connect-gateway", "vpn"}:
            ranges = tuple(prefix for centre in topology.datacentres.values() for prefix in centre.prefixes)
        else:
            ranges = ()
        if any(_goes_to(packets, prefix) for prefix in ranges):
            yield attachment


def announcement_detours(walk: Walk, packets: Packets) -> Iterator[Detour]:
    """Yield the gateway of each Direct Connect association, with the prefix that it would have to allow."""
    topology = walk.index.topology
    for association in topology.direct_connect_associations.values():
        private = topology.virtual_private_gateways.get(association.associated)
        if private is not None and private.vpc is not None and private.vpc in topology.vpcs:
            for cidr in topology.vpcs[private.vpc].cidrs:
                if _goes_to(packets, cidr):
                    yield AtVpcGateway(private.vpc, private.id), allow_prefix(association, cidr)
            continue
        attachment = walk.index.attachment_of(association.associated, association.gateway)
        for gateway, vpc in walk.index.vpc_attachments:
            cidrs = topology.vpcs[vpc].cidrs if vpc in topology.vpcs else ()
            if gateway == association.associated and attachment:
                for cidr in cidrs:
                    if _goes_to(packets, cidr):
                        yield AtTransitGateway(gateway, attachment), allow_prefix(association, cidr)
