"""Packets in a data centre on their way to Amazon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.origin import Origin
from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.walk.detours import announcement_detours
from sandbox.reach.walk.drops import Reason, drop, insufficient
from sandbox.reach.walk.hybrid import carried
from sandbox.reach.walk.locations import AtCustomer, AtTransitGateway, AtVpcGateway, InDataCentre
from sandbox.reach.walk.lookup import split
from sandbox.reach.walk.state import Leaf, Move, Packets, Walk
from sandbox.reach.walk.text import destination_text
from sandbox.routing.model import DataCentre, Prefix


@dataclass(frozen=True, slots=True)
class _Way:
    """A route of one of the data centre's routers; the lowest rank is preferred."""

    router: str
    via: str
    gateway: str
    rank: tuple[int, int, int]
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class _CentreRoute:
    destination: Prefix
    ways: tuple[_Way, ...]


def leave_datacentre(walk: Walk, location: InDataCentre, packets: Packets) -> Iterator[Leaf | Move]:
    """Send packets to Amazon by the best routes of the data centre's routers, which know each other's.

    The longest prefix decides, then static routes, the shortest AS path, the lowest MED, and a line before a VPN.
    """
    centre = walk.index.topology.datacentres[location.name]
    packets = packets.at("datacentre", centre.name)
    for route, routed in split(packets, _routes(walk, centre)):
        if not routed.boxes:
            continue
        if route is None:
            detours = tuple(announcement_detours(walk, routed))
            # What is in the way is the association that does not allow the prefix, where one leads there: first that
            # of the VPC's own gateway.
            nearest = sorted(detours, key=lambda detour: isinstance(detour[0], AtTransitGateway))
            origins = (edit.origin for _, edit in nearest if edit is not None and edit.origin is not None)
            yield from drop(
                walk,
                location,
                routed,
                Reason(
                    Disposition.NO_ROUTE,
                    "NO_ROUTE_TO_DESTINATION",
                    centre.name,
                    f"the routers of {centre.name} learned no route to {destination_text(routed)}",
                    next(origins, centre.origin),
                ),
                detours,
            )
            continue
        best = min(way.rank for way in route.ways)
        for way in route.ways:
            if way.rank == best:
                sent = routed.at("router", way.router)
                rule = f"route {route.destination} -> {way.via}"
                sent = sent.step(StepAction.FORWARDED, way.router, rule, way.origin)
                yield from _arrive(walk, location, carried(walk, sent, way.via, toward_amazon=True), way)


def _routes(walk: Walk, centre: DataCentre) -> tuple[_CentreRoute, ...]:
    found: dict[Prefix, list[_Way]] = {}
    lines = walk.index.topology.virtual_interfaces
    for router in centre.routers:
        walk.consulted.add(f"router:{router.name}")
        if not router.up:
            continue
        for prefix, hop in router.static_routes:
            via, gateway = walk.index.hybrid.next_hops.get(hop, ("", ""))
            if gateway:
                found.setdefault(prefix, []).append(_Way(router.name, via, gateway, (-1, 0, 0), router.origin))
        for route in walk.index.routes.routers.get(router.name, ()):
            rank = (len(route.as_path), route.med, 0 if route.via in lines else 1)
            way = _Way(router.name, route.via, route.gateway, rank, route.origin)
            found.setdefault(route.destination, []).append(way)
    ordered = sorted(found, key=lambda prefix: -prefix.prefixlen)
    return tuple(_CentreRoute(prefix, tuple(found[prefix])) for prefix in ordered)


def _arrive(walk: Walk, location: InDataCentre, packets: Packets, way: _Way) -> Iterator[Leaf | Move]:
    topology = walk.index.topology
    interface = topology.virtual_interfaces.get(way.via)
    if interface is not None and interface.gateway in topology.direct_connect_gateways:
        packets = packets.at("direct-connect-gateway", interface.gateway or "")
        walk.consulted.add(interface.gateway or "")
    private = topology.virtual_private_gateways.get(way.gateway)
    if private is not None and private.vpc is not None:
        walk.consulted.add(private.id)
        yield Move(AtVpcGateway(private.vpc, private.id), packets.at("virtual-private-gateway", private.id))
    elif way.gateway in topology.transit_gateways:
        attachment = walk.index.attachment_of(way.gateway, interface.gateway if interface else way.via)
        if attachment is None:
            text = f"the attachment of {way.via} to {way.gateway} is not known."
            yield from insufficient(walk, location, packets, way.via, text)
        else:
            yield Move(AtTransitGateway(way.gateway, attachment), packets)
    elif way.gateway in topology.virtual_interfaces:
        other = walk.index.hybrid.line_of(topology.virtual_interfaces[way.gateway])[2]
        yield Move(AtCustomer(other, way.gateway), carried(walk, packets, way.gateway, toward_amazon=False))
    else:
        text = f"{way.via}: routes over public virtual interfaces are not modelled."
        yield from insufficient(walk, location, packets, way.via, text)
