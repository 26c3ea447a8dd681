"""One packet, where it starts and arrives, and what happened to it on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from sandbox.routing.model import Address

TCP, UDP, ICMP, ICMPV6 = 6, 17, 1, 58
WITH_PORTS = frozenset({TCP, UDP})
WITH_TYPES = frozenset({ICMP, ICMPV6})

ECHO_REPLIES = {(ICMP, 8): 0, (ICMPV6, 128): 129}
"""(protocol, type) of a request -> type of the response; other ICMP messages have no response."""


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet; for ICMP, `port` is the type and `code` the code."""

    source: Address
    destination: Address
    protocol: int = TCP
    source_port: int = 0
    port: int = 0
    code: int = 0

    @property
    def version(self) -> int:
        return self.destination.version

    def response(self) -> Packet | None:
        """Return the packet that answers this one; None where the protocol has none."""
        swapped = replace(self, source=self.destination, destination=self.source)
        if self.protocol in WITH_TYPES:
            kind = ECHO_REPLIES.get((self.protocol, self.port))
            return None if kind is None else replace(swapped, port=kind, code=0)
        return replace(swapped, source_port=self.port, port=self.source_port)

    def __str__(self) -> str:
        if self.protocol in WITH_TYPES:
            return f"{self.source} -> {self.destination} icmp {self.port}:{self.code}"
        return f"{self.source}:{self.source_port} -> {self.destination}:{self.port} protocol {self.protocol}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a packet starts or arrives."""

    kind: Literal["interface", "datacentre", "internet", "service"]
    name: str


INTERNET = Place("internet", "internet")


class End(StrEnum):
    """What became of a packet, in Batfish's words."""

    ACCEPTED = "ACCEPTED"
    DENIED_IN = "DENIED_IN"
    DENIED_OUT = "DENIED_OUT"
    NO_ROUTE = "NO_ROUTE"
    NULL_ROUTED = "NULL_ROUTED"
    DELIVERED_TO_SUBNET = "DELIVERED_TO_SUBNET"
    EXITS_NETWORK = "EXITS_NETWORK"


@dataclass(frozen=True, slots=True)
class Translation:
    """An entry of a NAT gateway's connection table."""

    gateway: str
    protocol: int
    inside: tuple[Address, int]
    outside: tuple[Address, int]
    peer: tuple[Address, int]


@dataclass(frozen=True, slots=True)
class Journey:
    """A packet on its way: the gateways that it passed, and what they keep of it."""

    packet: Packet
    trail: tuple[tuple[str, str], ...] = ()
    """(kind, id) of each gateway, attachment, line and appliance."""
    translations: tuple[Translation, ...] = ()

    def passed(self, kind: str, name: str) -> Journey:
        return replace(self, trail=(*self.trail, (kind, name)))

    def rewritten(self, packet: Packet) -> Journey:
        return replace(self, packet=packet)

    def ids(self, kind: str) -> tuple[str, ...]:
        return tuple(name for one, name in self.trail if one == kind)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The end of a packet's way."""

    end: End
    place: Place | None
    journey: Journey
    reason: str = ""
