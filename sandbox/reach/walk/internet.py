"""Packets at internet gateways, egress-only internet gateways and on the internet.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Network

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.edits import assign_public_address
from sandbox.reach.headers import Boxes, address_interval
from sandbox.reach.headers.ranges import IPV4, IPV6
from sandbox.reach.model import EndKind, NetworkInterface
from sandbox.reach.space import GLOBAL_UNICAST, NOT_ROUTED, PRIVATE, SHARED
from sandbox.reach.walk.detours import other_route_detours
from sandbox.reach.walk.drops import Detour, Reason, drop
from sandbox.reach.walk.locations import AtGateway, AtInternet, AtVpcGateway
from sandbox.reach.walk.lookup import inside, outside, to_prefix
from sandbox.reach.walk.state import Leaf, Move, Packets, References, Walk
from sandbox.reach.walk.text import destination_text
from sandbox.reach.walk.translation import End, restore, translate
from sandbox.routing.model import Address


def leave_by_internet_gateway(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Send packets from a VPC to the internet; IPv4 needs the public address of the sending interface."""
    gateway = walk.index.topology.internet_gateways.get(location.id)
    packets = packets.at("internet-gateway", location.id)
    vpc = walk.index.topology.subnets[location.subnet].vpc
    if gateway is None or gateway.vpc != vpc:
        yield from drop(
            walk,
            location,
            packets,
            Reason(Disposition.NULL_ROUTED, "BAD_STATE", location.id, f"{location.id} is not attached to {vpc}"),
        )
        return
    if packets.family == IPV6:
        yield Move(AtInternet(), _public(packets))
        return
    for ranges, code in (
        (PRIVATE, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        (SHARED, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"),
    ):
        private = inside(packets, ranges)
        if private.boxes:
            text = f"{location.id} rejects packets to the private address {destination_text(private)}"
            yield from drop(
                walk,
                location,
                private,
                Reason(Disposition.NO_ROUTE, code, location.id, text, gateway.origin),
                other_route_detours(walk, location, private),
            )
        packets = outside(packets, ranges)
    if packets.boxes:
        yield from _with_public_address(walk, location, packets, vpc)


def _with_public_address(walk: Walk, location: AtGateway, packets: Packets, vpc: str) -> Iterator[Leaf | Move]:
    if packets.response:
        restored = restore(packets.boxes, location.id, "server")
        if restored:
            yield Move(AtInternet(), _public(packets.with_boxes(restored)))
        else:
            yield from drop(
                walk,
                location,
                packets,
                Reason(
                    Disposition.NO_ROUTE,
                    "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
                    location.id,
                    f"the request did not come in through {location.id}: the response would leave with another address",
                ),
            )
        return
    for source, boxes in _by_source(packets):
        interface = walk.index.at_address(vpc, IPV4, source) if source is not None else None
        public = _public_of(interface, source)
        if public is None:
            yield from _without_public_address(walk, location, packets.with_boxes(boxes), interface)
            continue
        translated = packets.with_boxes(translate(boxes, location.id, "client", address_interval(public)))
        yield Move(AtInternet(), _public(translated.step(StepAction.TRANSLATED, location.id, f"source to {public}")))


def _without_public_address(
    walk: Walk, location: AtGateway, packets: Packets, interface: NetworkInterface | None
) -> Iterator[Leaf | Move]:
    what = interface.id if interface else "the sender"
    detours: tuple[Detour, ...] = ()
    if interface is not None:
        private = next(a for a in interface.addresses if address_interval(a) in packets.sources())
        detours = ((AtInternet(), assign_public_address(interface, private)),)
        packets = _with_own_address(packets, location.id, "client")
    yield from drop(
        walk,
        location,
        packets,
        Reason(
            Disposition.NO_ROUTE,
            "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
            what,
            f"{what} has no public IPv4 address, which {location.id} needs",
            interface.origin if interface else None,
        ),
        detours,
    )


def _by_source(packets: Packets) -> Iterator[tuple[int | None, Boxes]]:
    for first, last in packets.sources():
        n = 1 - packets.destination()
        yield first if first == last else None, tuple(b for b in packets.boxes if b[:2][n] == (first, last))


def _public_of(interface: NetworkInterface | None, source: int | None) -> Address | None:
    if interface is None:
        return None
    return next((public for own, public in interface.public_addresses.items() if int(own) == source), None)


def _public(packets: Packets) -> Packets:
    return replace(packets, references=References.LOST, sender=None)


def leave_by_egress_only_gateway(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Send IPv6 connections from a VPC to the internet; the gateway lets responses to its own connections in.

    https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
    """
    gateway = walk.index.topology.egress_only_gateways.get(location.id)
    packets = packets.at("egress-only-internet-gateway", location.id)
    if gateway is None or gateway.vpc != walk.index.topology.subnets[location.subnet].vpc:
        text = f"{location.id} is not attached to the VPC"
        yield from drop(walk, location, packets, Reason(Disposition.NULL_ROUTED, "BAD_STATE", location.id, text))
    elif packets.family == IPV4:
        text = f"{location.id} takes IPv6 alone"
        yield from drop(
            walk, location, packets, Reason(Disposition.NO_ROUTE, "PROTOCOL_RESTRICTION", location.id, text)
        )
    elif packets.response:
        text = f"{location.id} takes connections from the VPC alone: the request did not leave through it"
        yield from drop(
            walk,
            location,
            packets,
            Reason(Disposition.DENIED_OUT, "PROTOCOL_RESTRICTION", location.id, text, gateway.origin),
        )
    else:
        yield Move(AtInternet(), _public(replace(packets, tracked=packets.tracked | {location.id})))


def on_internet(walk: Walk, location: AtInternet, packets: Packets) -> Iterator[Leaf | Move]:
    """Deliver packets on the internet, or to the public addresses of the network."""
    packets = packets.at("internet", "internet", "the internet")
    for public, (interface, private) in walk.index.by_public_address.items():
        routed = packets.with_boxes(to_prefix(packets, IPv4Network(int(public))))
        if routed.boxes:
            packets = outside(packets, (IPv4Network(int(public)),))
            yield from _to_public_address(walk, location, routed, interface, private)
    if packets.family == IPV6:
        for vpc in walk.index.topology.vpcs.values():
            routed = inside(packets, vpc.cidrs)
            if routed.boxes:
                packets = outside(packets, vpc.cidrs)
                yield from _to_ipv6(walk, location, routed, vpc.id)
    unmapped = _unmapped(walk, packets)
    if unmapped is not None:
        yield from _to_unmapped(walk, location, packets, unmapped)
    elif packets.boxes:
        yield from _beyond(walk, location, packets)


def _beyond(walk: Walk, location: AtInternet, packets: Packets) -> Iterator[Leaf | Move]:
    """Deliver packets that are not for the network itself."""
    lost = inside(packets, NOT_ROUTED) if packets.family == IPV4 else outside(packets, GLOBAL_UNICAST)
    if lost.boxes:
        text = f"the internet has no route to {destination_text(lost)}"
        reason = Reason(Disposition.NO_ROUTE, "NO_POSSIBLE_DESTINATION", "internet", text)
        yield from drop(walk, location, lost, reason)
    packets = outside(packets, NOT_ROUTED) if packets.family == IPV4 else inside(packets, GLOBAL_UNICAST)
    if packets.boxes:
        wanted = walk.destination.kind in {EndKind.INTERNET, EndKind.SERVICE}
        disposition = Disposition.ACCEPTED if wanted else Disposition.EXITS_NETWORK
        yield Leaf(disposition, packets.step(StepAction.DELIVERED, "internet", "delivered"), location)


def _unmapped(walk: Walk, packets: Packets) -> NetworkInterface | None:
    """Return the interface that packets are for, where they have its private address: it has no public one."""
    interface = walk.index.interfaces.get(walk.destination.id)
    if interface is None or walk.destination.kind is not EndKind.INTERFACE or packets.family != IPV4:
        return None
    own = {address_interval(address) for address in interface.addresses if address.version == packets.family}
    return interface if packets.boxes and set(packets.targets()) <= own else None


def _to_unmapped(
    walk: Walk, location: AtInternet, packets: Packets, interface: NetworkInterface
) -> Iterator[Leaf | Move]:
    """Drop packets for an interface without public address; leniently, go on as if it had one."""
    gateway = walk.index.internet_gateways.get(interface.vpc)
    if walk.lenient and packets.response and gateway is not None:
        restored = packets.with_boxes(restore(packets.boxes, gateway, "client") or packets.boxes)
        yield Move(AtVpcGateway(interface.vpc, gateway), restored)
        return
    private = next(a for a in interface.addresses if address_interval(a) in packets.targets())
    detour = (AtVpcGateway(interface.vpc, gateway), assign_public_address(interface, private)) if gateway else None
    packets = _with_own_address(packets, gateway, "server") if gateway and not packets.response else packets
    if gateway is None:
        reason = _no_gateway(interface)
    else:
        text = f"{interface.id} has no public IPv4 address, which {gateway} needs"
        code = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"
        reason = Reason(Disposition.NO_ROUTE, code, interface.id, text, interface.origin)
    yield from drop(walk, location, packets, reason, (detour,) if detour else ())


def _with_own_address(packets: Packets, gateway: str, end: End) -> Packets:
    """Return packets as if a gateway had translated one end, to the address that it has."""
    n = 0 if end == "client" else 1
    boxes = (box for one in packets.boxes for box in translate((one,), gateway, end, one[:2][n]))
    return packets.with_boxes(tuple(boxes))


def _no_gateway(interface: NetworkInterface) -> Reason:
    text = f"{interface.vpc} has no internet gateway, which the public address of {interface.id} needs"
    return Reason(Disposition.NO_ROUTE, "NO_ROUTE_TO_DESTINATION", interface.vpc, text, interface.origin)


def _to_public_address(
    walk: Walk, location: AtInternet, packets: Packets, interface: NetworkInterface, private: Address
) -> Iterator[Leaf | Move]:
    gateway = walk.index.internet_gateways.get(interface.vpc)
    if gateway is None:
        yield from drop(walk, location, packets, _no_gateway(interface))
        return
    walk.consulted.add(gateway)
    if packets.response:
        boxes = restore(packets.boxes, gateway, "client")
    else:
        boxes = translate(packets.boxes, gateway, "server", address_interval(private))
    translated = packets.at("internet-gateway", gateway).with_boxes(boxes)
    if boxes:
        translated = translated.step(StepAction.TRANSLATED, gateway, f"destination to {private}")
        yield Move(AtVpcGateway(interface.vpc, gateway), translated)


def _to_ipv6(walk: Walk, location: AtInternet, packets: Packets, vpc: str) -> Iterator[Leaf | Move]:
    gateway = walk.index.internet_gateways.get(vpc)
    egress_only = [g.id for g in walk.index.topology.egress_only_gateways.values() if g.vpc == vpc]
    tracked = next((g for g in egress_only if packets.response and g in packets.tracked), None)
    if tracked:
        entered = packets.at("egress-only-internet-gateway", tracked)
        yield Move(AtVpcGateway(vpc, tracked), entered.step(StepAction.PERMITTED, tracked, "response of a connection"))
    elif gateway:
        yield Move(AtVpcGateway(vpc, gateway), packets.at("internet-gateway", gateway))
    else:
        text = f"{vpc} has no internet gateway"
        yield from drop(walk, location, packets, Reason(Disposition.NO_ROUTE, "NO_ROUTE_TO_DESTINATION", vpc, text))
