"""Where the packets of a flow start, and where they have to arrive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network

from sandbox.reach.filters.patterns import ICMP, PORTS
from sandbox.reach.headers import ANY_PORT, ANY_PROTOCOL, Box, Boxes, Interval, address_interval, prefix_interval
from sandbox.reach.headers.ranges import FAMILIES, IPV4, Family, family_of
from sandbox.reach.index import NetworkIndex
from sandbox.reach.model import EndKind, Flow, FlowEnd, NetworkInterface
from sandbox.reach.walk import Location
from sandbox.reach.walk.locations import AtInternet, InDataCentre, LeavingInterface
from sandbox.routing.model import Prefix, Subnet


@dataclass(frozen=True, slots=True)
class Point:
    """A place of one end, with its addresses of one family."""

    family: Family
    addresses: tuple[Interval, ...]
    location: Location | None
    """Where packets from it start; None where only packets to it are evaluated."""
    interface: NetworkInterface | None = None
    unnumbered: dict[str, NetworkInterface] = field(default_factory=dict)


def points(index: NetworkIndex, end: FlowEnd, other: FlowEnd) -> Iterator[Point]:
    """Yield the places of an end.

    Args:
        index: The network.
        end: The end.
        other: The other end: from the internet an interface has its public addresses.

    """
    match end.kind:
        case EndKind.INTERFACE:
            interface = index.interfaces.get(end.id)
            if interface is not None:
                yield from interface_points(interface, end, other)
        case EndKind.LOAD_BALANCER:
            balancer = index.network.load_balancers.get(end.id)
            for interface in index.load_balancer_interfaces(balancer) if balancer else ():
                yield from _load_balancer_points(index, interface, end, other)
        case EndKind.DATACENTRE:
            centre = index.topology.datacentres.get(end.id)
            yield from _ranges(_meant(end) or (centre.prefixes if centre else ()), InDataCentre(end.id))
        case EndKind.INTERNET:
            if _meant(end):
                yield from _ranges(_meant(end), AtInternet())
            else:
                yield from (Point(family, index.internet(family), AtInternet()) for family in FAMILIES)
        case EndKind.SERVICE:
            yield from _service_points(index, end, other)
        case EndKind.ADDRESS:
            yield from _address_points(index, end)


def _meant(end: FlowEnd) -> tuple[Prefix, ...]:
    """Return the addresses of an end that are meant; none for all."""
    return end.prefixes if end.address is None else (ip_network(end.address),)


def interface_points(interface: NetworkInterface, end: FlowEnd, other: FlowEnd) -> Iterator[Point]:
    """Yield the places of an interface: its private addresses, for the internet and by name its public ones."""
    start = LeavingInterface(interface)
    for private in interface.addresses:
        public = interface.public_addresses.get(private)
        wanted = end.address in {None, private, public}
        outside = other.kind is EndKind.INTERNET and private.version == IPV4
        if not wanted:
            continue
        if (outside or (end.address is not None and end.address == public)) and public is not None:
            yield Point(family_of(public), (address_interval(public),), start, interface)
        elif outside:
            yield Point(IPV4, (address_interval(private),), start, interface)
        else:
            yield Point(family_of(private), (address_interval(private),), start, interface)


def source_points(index: NetworkIndex, end: FlowEnd, other: FlowEnd) -> Iterator[Point]:
    """Yield the places of the flow's source: an interface sends with its private addresses."""
    if end.kind is not EndKind.INTERFACE or end.id not in index.interfaces:
        yield from points(index, end, other)
        return
    interface = index.interfaces[end.id]
    for private in interface.addresses:
        if end.address in {None, private, interface.public_addresses.get(private)}:
            yield Point(family_of(private), (address_interval(private),), LeavingInterface(interface), interface)


def _load_balancer_points(
    index: NetworkIndex, interface: NetworkInterface, end: FlowEnd, other: FlowEnd
) -> Iterator[Point]:
    if interface.addresses:
        yield from interface_points(interface, end, other)
        return
    subnet = index.topology.subnets.get(interface.subnet)
    for cidr in subnet.cidrs if subnet else ():
        start = LeavingInterface(interface)
        yield Point(family_of(cidr), (prefix_interval(cidr),), start, interface, {interface.subnet: interface})


def _ranges(prefixes: tuple[Prefix, ...], location: Location) -> Iterator[Point]:
    for family in FAMILIES:
        intervals = tuple(prefix_interval(p) for p in prefixes if p.version == family)
        if intervals:
            yield Point(family, intervals, location)


def _service_points(index: NetworkIndex, end: FlowEnd, other: FlowEnd) -> Iterator[Point]:
    """Yield the addresses that a service's name resolves to at the other end.

    With private DNS they are those of the VPC's interface endpoint:
    https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
    """
    client = index.interfaces.get(other.id)
    for endpoint in index.topology.vpc_endpoints.values():
        here = client is not None and client.vpc == endpoint.vpc
        if here and endpoint.private_dns and endpoint.available and endpoint.service == end.id:
            for ident in endpoint.interfaces:
                if ident in index.interfaces:
                    yield from interface_points(index.interfaces[ident], FlowEnd(EndKind.INTERFACE, ident), other)
            return
    if _meant(end):
        yield from _ranges(_meant(end), AtInternet())
    else:
        yield Point(IPV4, index.internet(IPV4), AtInternet())


def _address_points(index: NetworkIndex, end: FlowEnd) -> Iterator[Point]:
    for prefix in _meant(end):
        subnet = next((s for s in index.topology.subnets.values() if _inside(prefix, s)), None)
        start = LeavingInterface(index.unknown_host(subnet)) if subnet else None
        yield Point(family_of(prefix), (prefix_interval(prefix),), start)


def _inside(prefix: Prefix, subnet: Subnet) -> bool:
    low, high = prefix_interval(prefix)
    ranges = [prefix_interval(cidr) for cidr in subnet.cidrs if cidr.version == prefix.version]
    return any(first <= low and high <= last for first, last in ranges)


def requests(flow: Flow, source: Point, destination: Point) -> Boxes:
    """Return the headers of a flow's requests between two places."""
    family = source.family
    ports, source_ports, protocol = ANY_PORT, (flow.source_ports.first, flow.source_ports.last), ANY_PROTOCOL
    if flow.protocol is not None:
        protocol = (flow.protocol, flow.protocol)
        if flow.protocol in ICMP.values():
            if flow.protocol != ICMP[family]:
                return ()
            kind, code = (-1, -1) if flow.ports is None else (flow.ports.first, flow.ports.last)
            source_ports = ANY_PORT if kind == -1 else (kind, kind)
            ports = ANY_PORT if code == -1 else (code, code)
        elif flow.protocol not in PORTS:
            source_ports = ANY_PORT
        elif flow.ports is not None:
            ports = (flow.ports.first, flow.ports.last)
    pairs = [(client, server) for client in source.addresses for server in destination.addresses]
    if flow.protocol is not None:
        return tuple(Box(client, server, protocol, source_ports, ports) for client, server in pairs)
    return tuple(box for client, server in pairs for box in _any_protocol(client, server, flow))


def _any_protocol(client: Interval, server: Interval, flow: Flow) -> Iterator[Box]:
    """Yield all protocols, those with ports apart: their source ports are the client's."""
    ports = ANY_PORT if flow.ports is None else (flow.ports.first, flow.ports.last)
    first = 0
    for protocol in (*sorted(PORTS), ANY_PROTOCOL[1] + 1):
        if first < protocol and flow.ports is None:
            yield Box(client, server, (first, protocol - 1))
        if protocol in PORTS:
            limits = (flow.source_ports.first, flow.source_ports.last)
            yield Box(client, server, (protocol, protocol), limits, ports)
        first = protocol + 1
