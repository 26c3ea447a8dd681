"""Packets between Amazon's gateways and the customer's routers: virtual private gateways, Direct Connect, VPN.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.model import EndKind
from sandbox.reach.walk.detours import other_route_detours
from sandbox.reach.walk.drops import Reason, drop
from sandbox.reach.walk.locations import AtCustomer, AtDirectConnectGateway, AtGateway, Location
from sandbox.reach.walk.lookup import inside, outside, sent_from, sent_from_outside, split
from sandbox.reach.walk.state import Leaf, Move, Packets, Walk
from sandbox.reach.walk.text import destination_text
from sandbox.routing.routes import LearnedRoute


def leave_by_private_gateway(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Send packets from a VPC out of its virtual private gateway, by the routes that the gateway learned."""
    gateway = walk.index.topology.virtual_private_gateways.get(location.id)
    packets = packets.at("virtual-private-gateway", location.id)
    vpc = walk.index.topology.subnets[location.subnet].vpc
    if gateway is None or gateway.vpc != vpc:
        text = f"{location.id} is not attached to {vpc}"
        origin = gateway.origin if gateway else None
        yield from drop(
            walk, location, packets, Reason(Disposition.NULL_ROUTED, "BAD_STATE", location.id, text, origin)
        )
        return
    cidrs = walk.index.topology.vpcs[vpc].cidrs
    foreign = sent_from_outside(packets, cidrs)
    if foreign.boxes:
        yield from drop(
            walk,
            location,
            foreign,
            Reason(
                Disposition.DENIED_OUT,
                "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS",
                location.id,
                f"{location.id} takes packets from addresses of {vpc} alone",
                gateway.origin,
            ),
        )
    own = sent_from(packets, cidrs)
    if own.boxes:
        routes = walk.index.routes.virtual_private_gateways.get(location.id, ())
        yield from _by_learned(walk, location, own, routes, location.id)


def at_direct_connect_gateway(walk: Walk, location: AtDirectConnectGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Send packets from an associated gateway to the data centre, by the routes that its association uses."""
    gateway = walk.index.topology.direct_connect_gateways.get(location.gateway)
    packets = packets.at("direct-connect-gateway", location.gateway, gateway.name if gateway else "")
    walk.consulted.add(location.gateway)
    association = next(
        (
            found.id
            for found in walk.index.topology.direct_connect_associations.values()
            if (found.gateway, found.associated) == (location.gateway, location.associated)
        ),
        "",
    )
    walk.consulted.add(association)
    yield from _by_learned(
        walk, location, packets, walk.index.routes.associations.get(association, ()), location.gateway
    )


def by_vpn(walk: Walk, location: Location, packets: Packets, connection: str) -> Iterator[Leaf | Move]:
    """Send packets into the tunnels of a VPN connection."""
    routes = walk.index.routes.vpn_connections.get(connection, ())
    yield from _by_learned(walk, location, packets, routes, connection)


def _by_learned(
    walk: Walk, location: Location, packets: Packets, routes: Iterable[LearnedRoute], component: str
) -> Iterator[Leaf | Move]:
    for route, routed in split(packets, routes):
        if not routed.boxes:
            continue
        if route is None or not route.paths:
            yield from drop(
                walk,
                location,
                routed,
                Reason(
                    Disposition.NO_ROUTE,
                    "NO_ROUTE_TO_DESTINATION",
                    component,
                    f"{component} learned no route to {destination_text(routed)}{_down(walk)}",
                ),
                other_route_detours(walk, location, routed) if isinstance(location, AtGateway) else (),
            )
            continue
        for path in route.paths:
            sent = routed.step(StepAction.FORWARDED, component, f"route {route.destination} -> {path.via}", path.origin)
            router = walk.index.hybrid.far_router(path.via, path.session)
            yield Move(AtCustomer(router, path.via), carried(walk, sent, path.via, toward_amazon=False))


def _down(walk: Walk) -> str:
    down = [line.name for line in walk.index.topology.connections.values() if not line.up]
    return f" (down: {', '.join(down)})" if down else ""


def carried(walk: Walk, packets: Packets, via: str, *, toward_amazon: bool) -> Packets:
    """Return packets past what carries a session: an interface with its line, or a VPN connection."""
    walk.consulted.add(via)
    interface = walk.index.topology.virtual_interfaces.get(via)
    if interface is None:
        connection = walk.index.topology.vpn_connections.get(via)
        return packets.at("vpn-connection", via, connection.name if connection else "")
    ident, name, _ = walk.index.hybrid.line_of(interface)
    walk.consulted.add(ident)
    if toward_amazon:
        return packets.at("line", ident, name).at("virtual-interface", via, interface.name)
    return packets.at("virtual-interface", via, interface.name).at("line", ident, name)


def at_customer(walk: Walk, location: AtCustomer, packets: Packets) -> Iterator[Leaf | Move]:
    """Deliver packets at a customer's router, to its data centre or beyond what is known."""
    known = walk.index.hybrid.routers.get(location.router or "")
    if location.router:
        packets = packets.at("router", location.router)
    centres = walk.index.topology.datacentres
    centre = known[0] if known else next(iter(centres.values())) if len(centres) == 1 else None
    if centre is not None:
        prefixes = (*centre.prefixes, *(prefix for router in centre.routers for prefix in router.announced))
        delivered = inside(packets, prefixes)
        packets = outside(packets, prefixes)
        if delivered.boxes:
            wanted = walk.destination.kind is EndKind.DATACENTRE and walk.destination.id in {"", centre.name}
            disposition = Disposition.ACCEPTED if wanted else Disposition.EXITS_NETWORK
            done = delivered.at("datacentre", centre.name).step(StepAction.DELIVERED, centre.name, "delivered")
            yield Leaf(disposition, done, location)
    if packets.boxes:
        wanted = walk.destination.kind is EndKind.DATACENTRE and not walk.index.topology.datacentres
        disposition = Disposition.ACCEPTED if wanted else Disposition.EXITS_NETWORK
        yield Leaf(disposition, packets.step(StepAction.DELIVERED, location.via, "leaves the known network"), location)
