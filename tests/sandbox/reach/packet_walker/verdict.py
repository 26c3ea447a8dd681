"""Whether a packet gets there and its response back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.reach.model import Network
from tests.sandbox.reach.packet_walker.packet import INTERNET, Arrival, End, Packet, Place
from tests.sandbox.reach.packet_walker.walk import Walk

LOWEST_NAT_PORT, HIGHEST_NAT_PORT = 1024, 65535
"""Source ports of a NAT gateway: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a packet passes both ways, with the ways that were walked."""

    open: bool
    forward: tuple[Arrival, ...]
    back: tuple[Arrival, ...] = ()

    @property
    def arrived(self) -> bool:
        return any(arrival.end == End.ACCEPTED for arrival in self.forward)


def verdict(network: Network, source: Place, destination: Place, packet: Packet) -> Verdict:
    """Walk a packet from one place to another, and its response back; with a choice of ways, one that works counts."""
    forward: list[Arrival] = []
    back: list[Arrival] = []
    for port in _nat_ports(network):
        arrivals = list(Walk(network, port).start(source, packet))
        forward = forward or arrivals
        # A service has public addresses: packets reach it over the internet, too.
        places = {destination, INTERNET} if destination.kind == "service" else {destination}
        there = [one for one in arrivals if one.place in places]
        for arrival in there:
            response = arrival.journey.packet.response()
            if response is None:
                return Verdict(True, tuple(arrivals))
            returned = list(Walk(network, port, arrival.journey).start(arrival.place or destination, response))
            back = back or returned
            if any(_is_answer(one, source, packet) for one in returned):
                return Verdict(True, tuple(arrivals), tuple(returned))
        if not any(arrival.journey.translations for arrival in there):
            break
    return Verdict(False, tuple(forward), tuple(back))


def _is_answer(arrival: Arrival, source: Place, packet: Packet) -> bool:
    return arrival.place == source and arrival.journey.packet == packet.response()


def _nat_ports(network: Network) -> Iterator[int]:
    """Yield the ports where an ACL may treat a translated packet differently."""
    edges = {LOWEST_NAT_PORT, HIGHEST_NAT_PORT}
    for acl in network.acls.values():
        for entry in acl.entries:
            if entry.ports is not None:
                edges |= {entry.ports.first - 1, entry.ports.first, entry.ports.last, entry.ports.last + 1}
    yield from sorted(edge for edge in edges if LOWEST_NAT_PORT <= edge <= HIGHEST_NAT_PORT)
