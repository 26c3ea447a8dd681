"""Packets at network interfaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.model import InterfaceKind, NetworkInterface
from sandbox.reach.walk.drops import Reason, drop, insufficient
from sandbox.reach.walk.filtering import pass_acl, pass_groups
from sandbox.reach.walk.locations import ArrivingInterface, AtGateway, AtSubnetRouter, LeavingInterface
from sandbox.reach.walk.lookup import inside, outside
from sandbox.reach.walk.nat import untranslate
from sandbox.reach.walk.state import Leaf, Move, Packets, References, Walk


def leave(walk: Walk, location: LeavingInterface, packets: Packets) -> Iterator[Leaf | Move]:
    """Pass the outbound rules of an interface and go to its subnet's router."""
    interface = location.interface
    packets = packets.at("interface", interface.id, interface.name)
    packets = _tracking(packets, interface)
    for passed in pass_groups(walk, location, packets, interface, egress=True):
        if isinstance(passed, Packets):
            yield Move(AtSubnetRouter(interface.subnet), passed)
        else:
            yield passed


def arrive(walk: Walk, location: ArrivingInterface, packets: Packets) -> Iterator[Leaf | Move]:
    """Pass the inbound rules of an interface; the packets are delivered."""
    interface = location.interface
    packets = packets.at(_kind(interface), interface.id, interface.name)
    if interface.kind is InterfaceKind.NAT_GATEWAY:
        yield from untranslate(walk, location, packets)
        return
    for passed in pass_groups(walk, location, packets, interface, egress=False):
        if not isinstance(passed, Packets):
            yield passed
            continue
        delivered = _tracking(passed, interface)
        known = interface.id in walk.index.interfaces or interface.kind is InterfaceKind.LOAD_BALANCER
        disposition = Disposition.ACCEPTED if known else Disposition.DELIVERED_TO_SUBNET
        yield Leaf(disposition, delivered.step(StepAction.DELIVERED, interface.id, "delivered"), location)


def _kind(interface: NetworkInterface) -> str:
    kinds = {
        InterfaceKind.NAT_GATEWAY: "nat-gateway",
        InterfaceKind.LOAD_BALANCER: "load-balancer",
        InterfaceKind.VPC_ENDPOINT: "vpc-endpoint",
    }
    return kinds.get(interface.kind, "interface")


def forward_through(walk: Walk, location: AtGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Enter the subnet of an interface that a route leads to, an appliance, and pass it."""
    interface = walk.index.interfaces.get(location.id)
    if interface is None:
        text = f"{location.id}, the target of a route, is not known."
        yield from insufficient(walk, location, packets, location.id, text)
        return
    if location.subnet == interface.subnet:
        yield from _appliance(walk, location, packets, interface)
        return
    subnet = walk.index.topology.subnets[interface.subnet]
    walk.consulted.add(subnet.id)
    for passed in pass_acl(walk, location, packets.at("subnet", subnet.id, subnet.name), subnet, egress=False):
        if isinstance(passed, Packets):
            yield from _appliance(walk, location, passed, interface)
        else:
            yield passed


def _appliance(walk: Walk, location: AtGateway, packets: Packets, interface: NetworkInterface) -> Iterator[Leaf | Move]:
    """Pass an interface that forwards what it receives for other addresses."""
    own = tuple(ip_network(address) for address in interface.addresses)
    for_itself = inside(packets, own)
    if for_itself.boxes:
        yield Move(ArrivingInterface(interface), for_itself)
    packets = outside(packets, own)
    if not packets.boxes:
        return
    packets = packets.at("interface", interface.id, interface.name)
    if interface.source_dest_check:
        yield from drop(
            walk,
            location,
            packets,
            Reason(
                Disposition.DENIED_IN,
                "ENI_SOURCE_DEST_CHECK_RESTRICTION",
                interface.id,
                f"{interface.id} has source/destination check enabled and drops packets for other addresses",
                interface.origin,
            ),
        )
        return
    walk.note(f"{interface.id} is taken as an appliance that forwards every packet unchanged.")
    for passed in pass_groups(walk, location, packets, interface, egress=False):
        if isinstance(passed, Packets):
            forgotten = replace(_tracking(passed, interface), references=References.LOST, sender=None)
            yield Move(LeavingInterface(interface), forgotten)
        else:
            yield passed


def _tracking(packets: Packets, interface: NetworkInterface) -> Packets:
    """Return packets whose connection an interface tracks, from its request on."""
    return packets if packets.response else replace(packets, tracked=packets.tracked | {interface.id})
