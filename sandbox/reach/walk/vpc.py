"""Packets inside a VPC and at the gateways that lead into it."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.model import NetworkInterface
from sandbox.reach.walk.drops import Reason, drop, insufficient
from sandbox.reach.walk.filtering import pass_acl
from sandbox.reach.walk.locations import ArrivingInterface, AtGateway, AtVpcGateway, InVpc
from sandbox.reach.walk.lookup import inside, outside, split
from sandbox.reach.walk.state import Leaf, Move, Packets, Walk
from sandbox.reach.walk.text import destination_text
from sandbox.routing.model import Prefix, TargetKind


def in_vpc(walk: Walk, location: InVpc, packets: Packets) -> Iterator[Leaf | Move]:
    """Deliver packets inside a VPC, past the ACLs of the subnets that they leave and enter."""
    vpc = walk.index.topology.vpcs.get(location.vpc)
    left = packets
    walk.consulted.add(location.vpc)
    for interface, routed in _interfaces(walk, location.vpc, packets):
        left = outside(left, _own(interface))
        yield from _deliver(walk, location, routed, interface)
    for subnet in walk.index.subnets_of_vpc.get(location.vpc, ()):
        routed = inside(left, subnet.cidrs)
        if routed.boxes:
            host = walk.unnumbered.get(subnet.id) or walk.index.unknown_host(subnet)
            yield from _deliver(walk, location, routed, host)
            left = outside(left, subnet.cidrs)
    if left.boxes:
        if not left.hops:
            left = left.at("vpc", location.vpc, vpc.name if vpc else "")
        yield from drop(
            walk,
            location,
            left,
            Reason(
                Disposition.NO_ROUTE,
                "NO_POSSIBLE_DESTINATION",
                location.vpc,
                f"no subnet of {location.vpc} contains {destination_text(left)}",
                vpc.origin if vpc else None,
            ),
        )


def _own(interface: NetworkInterface) -> tuple[Prefix, ...]:
    return tuple(ip_network(address) for address in interface.addresses)


def _interfaces(walk: Walk, vpc: str, packets: Packets) -> Iterator[tuple[NetworkInterface, Packets]]:
    found: dict[str, NetworkInterface] = {}
    for first, last in packets.targets():
        if first == last:
            interface = walk.index.at_address(vpc, packets.family, first)
            if interface:
                found[interface.id] = interface
            continue
        for family, (address, _), interface in walk.index.by_vpc.get(vpc, ()):
            if family == packets.family and first <= address <= last:
                found[interface.id] = interface
    for interface in found.values():
        yield interface, inside(packets, _own(interface))


def _deliver(walk: Walk, location: InVpc, packets: Packets, interface: NetworkInterface) -> Iterator[Leaf | Move]:
    target = ArrivingInterface(interface)
    if location.from_subnet == interface.subnet:
        yield Move(target, packets)
        return
    subnets = walk.index.topology.subnets
    leaving = [packets]
    if location.from_subnet is not None:
        leaving = []
        for passed in pass_acl(walk, location, packets, subnets[location.from_subnet], egress=True):
            if isinstance(passed, Packets):
                leaving.append(passed)
            else:
                yield passed
    subnet = subnets[interface.subnet]
    walk.consulted.add(subnet.id)
    for left in leaving:
        inbound = left.at("subnet", subnet.id, subnet.name)
        for passed in pass_acl(walk, location, inbound, subnet, egress=False):
            yield Move(target, passed) if isinstance(passed, Packets) else passed


def enter_vpc(walk: Walk, location: AtVpcGateway, packets: Packets) -> Iterator[Leaf | Move]:
    """Route packets from a gateway into its VPC, by the gateway's own route table where it has one.

    A gateway delivers to its VPC's addresses alone: nothing routes on to another gateway.
    https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
    """
    vpc = walk.index.topology.vpcs[location.vpc]
    beyond = outside(packets, vpc.cidrs)
    if beyond.boxes:
        code = (
            "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS"
            if location.gateway in walk.index.topology.internet_gateways
            else "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"
        )
        yield from drop(
            walk,
            location,
            beyond,
            Reason(
                Disposition.NO_ROUTE,
                code,
                location.gateway,
                f"{location.gateway} delivers to addresses of {vpc.id} alone, not to {destination_text(beyond)}",
                vpc.origin,
            ),
        )
    packets = inside(packets, vpc.cidrs)
    if not packets.boxes:
        return
    table = walk.index.edge_table_of(location.gateway)
    if table is None:
        yield Move(InVpc(vpc.id, None), packets)
        return
    walk.consulted.add(table.id)
    for route, routed in split(packets, walk.index.routes.vpc_tables.get(table.id, ())):
        if not routed.boxes:
            continue
        if route is None or route.target.kind is TargetKind.LOCAL:
            yield Move(InVpc(vpc.id, None), routed)
        elif route.target.kind is TargetKind.NETWORK_INTERFACE:
            rule = f"route {route.destination} -> {route.target.id}"
            forwarded = routed.step(StepAction.FORWARDED, table.id, rule, route.origin)
            yield Move(AtGateway("interface", route.target.id, ""), forwarded)
        else:
            text = f"{route.target.id}, a target of route table {table.id}, cannot be modelled."
            yield from insufficient(walk, location, routed, route.target.id, text)
