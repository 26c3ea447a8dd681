"""Packets at the router of a subnet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.walk.detours import route_detours
from sandbox.reach.walk.drops import Reason, drop, insufficient
from sandbox.reach.walk.filtering import pass_acl
from sandbox.reach.walk.locations import GATEWAYS, AtGateway, AtSubnetRouter, GatewayKind, InVpc
from sandbox.reach.walk.lookup import split
from sandbox.reach.walk.state import Leaf, Move, Packets, Walk
from sandbox.reach.walk.text import destination_text
from sandbox.routing.model import RouteTable, Subnet, TargetKind
from sandbox.routing.routes import VpcRoute


@dataclass(frozen=True, slots=True)
class _Router:
    """A subnet's router with its table."""

    location: AtSubnetRouter
    subnet: Subnet
    table: RouteTable


def at_router(walk: Walk, location: AtSubnetRouter, packets: Packets) -> Iterator[Leaf | Move]:
    """Route packets by the table of the subnet that they are in."""
    subnet = walk.index.topology.subnets[location.subnet]
    if location.to is not None:
        yield from to_gateway(walk, packets, subnet, *location.to)
        return
    packets = packets.at("subnet", subnet.id, subnet.name)
    table = walk.index.table_of(subnet)
    walk.consulted.add(subnet.id)
    if table is None:
        yield from insufficient(walk, location, packets, subnet.id, f"The route table of {subnet.id} is not known.")
        return
    walk.consulted.add(table.id)
    router = _Router(location, subnet, table)
    for route, routed in split(packets, walk.index.routes.vpc_tables.get(table.id, ())):
        if not routed.boxes:
            continue
        if route is None:
            yield from _no_route(walk, router, routed)
        else:
            yield from _by_route(walk, router, routed, route)


def _no_route(walk: Walk, router: _Router, packets: Packets) -> Iterator[Leaf | Move]:
    yield from drop(
        walk,
        router.location,
        packets,
        Reason(
            Disposition.NO_ROUTE,
            "NO_ROUTE_TO_DESTINATION",
            router.table.id,
            f"route table {router.table.id} has no route to {destination_text(packets)}",
            router.table.origin,
        ),
        route_detours(walk, packets, router.subnet, router.table),
    )


def _by_route(walk: Walk, router: _Router, packets: Packets, route: VpcRoute) -> Iterator[Leaf | Move]:
    rule = f"route {route.destination} -> {route.target.id}"
    if not route.active:
        yield from drop(
            walk,
            router.location,
            packets,
            Reason(
                Disposition.NULL_ROUTED,
                "BAD_STATE_ROUTE",
                router.table.id,
                f"{rule} of route table {router.table.id} is a blackhole{f': {route.reason}' if route.reason else ''}",
                route.origin,
            ),
            route_detours(walk, packets, router.subnet, router.table, over=route),
        )
        return
    kind = route.target.kind
    if kind is TargetKind.UNSUPPORTED or route.target.id in walk.index.network.unsupported:
        what = walk.index.network.unsupported.get(route.target.id, route.target.kind.value)
        text = f"{route.target.id} ({what}), the target of {rule}, cannot be modelled."
        yield from insufficient(walk, router.location, packets, route.target.id, text)
        return
    packets = packets.step(StepAction.FORWARDED, router.table.id, rule, route.origin)
    if kind is TargetKind.LOCAL:
        yield Move(InVpc(router.subnet.vpc, router.subnet.id), packets)
        return
    yield from to_gateway(walk, packets, router.subnet, GATEWAYS[kind], route.target.id)


def to_gateway(walk: Walk, packets: Packets, subnet: Subnet, kind: GatewayKind, gateway: str) -> Iterator[Leaf | Move]:
    """Send packets out of a subnet to a gateway, past the subnet's ACL unless the gateway is inside the subnet."""
    target = AtGateway(kind, gateway, subnet.id)
    walk.consulted.add(gateway)
    if _subnet_of_target(walk, kind, gateway) == subnet.id:
        yield Move(target, packets)
        return
    for passed in pass_acl(walk, target, packets, subnet, egress=True):
        yield Move(target, passed) if isinstance(passed, Packets) else passed


def _subnet_of_target(walk: Walk, kind: GatewayKind, gateway: str) -> str | None:
    if kind == "nat" and gateway in walk.index.topology.nat_gateways:
        return walk.index.topology.nat_gateways[gateway].subnet
    interface = walk.index.interfaces.get(gateway) if kind == "interface" else None
    return interface.subnet if interface else None
