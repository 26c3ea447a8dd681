"""Packets at the edges of a network's rules and prefixes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address

from sandbox.reach.model import Network, PortRange
from sandbox.routing.model import Address, Prefix
from tests.sandbox.reach.expectation import Query
from tests.sandbox.reach.packet_walker.packet import ICMP, ICMPV6, INTERNET, TCP, UDP, Packet, Place

_HIGHEST_PORT = 65535
_GRE = 47
_INTERNET4 = ("9.9.9.9", "8.8.8.8", "1.1.1.1")
_INTERNET6 = ("2a00:1450::1",)


def random_queries(network: Network, count: int, seed: int) -> Iterator[Query]:
    """Yield packets: ports and addresses are the first, the last, and one beyond."""
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    ports = sorted(_port_edges(network))
    places = _places(network)
    for _ in range(count):
        source, destination = rng.choice(places), rng.choice(places)
        while source == destination or source.kind == "service" or _outside(source, destination):
            source, destination = rng.choice(places), rng.choice(places)
        made = _packet(network, source, destination, ports, rng)
        if made is not None:
            yield Query(source, destination, made)


def _outside(source: Place, destination: Place) -> bool:
    """Return whether a packet never comes to the network: the internet and AWS's services are outside."""
    return source == INTERNET and destination.kind in {"internet", "service"}


def _places(network: Network) -> list[Place]:
    interfaces = [Place("interface", name) for name in network.interfaces]
    centres = [Place("datacentre", name) for name in network.topology.datacentres]
    services = [Place("service", one.service) for one in network.topology.vpc_endpoints.values()]
    few = max(1, len(interfaces) // 4)
    return [*interfaces, *centres * few, *[INTERNET] * few, *services[:1]]


def _port_edges(network: Network) -> set[int]:
    ranges: list[PortRange] = [PortRange(443, 443), PortRange(1024, _HIGHEST_PORT)]
    for group in network.groups.values():
        ranges += [rule.ports for rule in group.rules if rule.ports and rule.protocol in (TCP, UDP)]
    for acl in network.acls.values():
        ranges += [entry.ports for entry in acl.entries if entry.ports and entry.protocol in (TCP, UDP)]
    edges = {edge for one in ranges for edge in (one.first - 1, one.first, one.last, one.last + 1)}
    return {edge for edge in edges if 0 < edge <= _HIGHEST_PORT}


def _packet(network: Network, source: Place, destination: Place, ports: list[int], rng: random.Random) -> Packet | None:
    versions = _versions(network, source) & _versions(network, destination)
    if not versions:
        return None
    version = rng.choice(sorted(versions))
    to_internet = source == INTERNET
    start = _address(network, source, version, rng, public=False)
    end = _address(network, destination, version, rng, public=to_internet)
    if start is None or end is None:
        return None
    return _numbered(Packet(start, end), ports, rng)


def again(network: Network, query: Query, count: int, seed: int) -> Iterator[Query]:
    """Yield other packets between the same addresses."""
    rng = random.Random(f"{seed} {query}")  # noqa: S311 - a sample, not a secret
    ports = sorted(_port_edges(network))
    bare = Packet(query.packet.source, query.packet.destination)
    for _ in range(count):
        yield replace(query, packet=_numbered(bare, ports, rng))


def _numbered(packet: Packet, ports: list[int], rng: random.Random) -> Packet:
    """Return a packet with a protocol and its numbers."""
    kind = rng.choice((TCP, TCP, TCP, TCP, UDP, UDP, ICMP, _GRE))
    if kind in (TCP, UDP):
        return replace(packet, protocol=kind, source_port=rng.choice(ports), port=rng.choice(ports))
    if kind == ICMP:
        kind = ICMP if packet.version == 4 else ICMPV6
        request = 8 if packet.version == 4 else 128
        number, code = rng.choice(((request, 0), (request, 0), (0, 0), (3, 4), (3, 1), (11, 0)))
        return replace(packet, protocol=kind, port=number, code=code)
    return replace(packet, protocol=_GRE)


def _versions(network: Network, place: Place) -> set[int]:
    if place.kind == "interface":
        return {address.version for address in network.interfaces[place.name].addresses}
    if place.kind == "datacentre":
        return {prefix.version for prefix in network.topology.datacentres[place.name].prefixes}
    return {4, 6} if place == INTERNET else {4}


def _address(network: Network, place: Place, version: int, rng: random.Random, *, public: bool) -> Address | None:
    if place.kind == "interface":
        interface = network.interfaces[place.name]
        own = rng.choice([one for one in interface.addresses if one.version == version])
        if public and version == 4:
            return interface.public_addresses.get(own)
        return own
    if place == INTERNET:
        return ip_address(rng.choice(_INTERNET4 if version == 4 else _INTERNET6))
    if place.kind == "datacentre":
        prefixes = network.topology.datacentres[place.name].prefixes
        return rng.choice(list(_edges(network, tuple(one for one in prefixes if one.version == version))))
    entries = next(one.entries for name, one in network.topology.prefix_lists.items() if name.startswith("pl-s3"))
    return rng.choice([edge for entry in entries for edge in (entry[0], entry[-1])])


def _edges(network: Network, prefixes: tuple[Prefix, ...]) -> Iterator[Address]:
    """Yield the first and last addresses of announced prefixes, and one beyond, inside a data centre."""
    announced = [
        one.prefix
        for interface in network.topology.virtual_interfaces.values()
        for session in interface.sessions
        for one in session.announcements
    ]
    for prefix in (*prefixes, *announced):
        for edge in (int(prefix[0]) - 1, int(prefix[0]), int(prefix[-1]), int(prefix[-1]) + 1):
            if prefix.version == prefixes[0].version and 0 <= edge < 2**prefix.max_prefixlen:
                address = type(prefix[0])(edge)
                if any(address in own for own in prefixes):
                    yield address
