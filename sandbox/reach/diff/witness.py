"""One packet that shows a change."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Literal

from sandbox.reach.headers import Box
from sandbox.reach.protocols import ICMP_PROTOCOLS, PORT_PROTOCOLS, PROTOCOL_NAMES
from sandbox.routing.model import Address


@dataclass(frozen=True, slots=True)
class Witness:
    """A packet as its sender sends it."""

    source: Address
    destination: Address
    protocol: int
    source_port: int
    """For ICMP the type."""
    destination_port: int
    """For ICMP the code."""

    @classmethod
    def of(cls, box: Box, family: Literal[4, 6]) -> Witness:
        """Return the first packet of a set."""
        kind = IPv4Address if family == 4 else IPv6Address  # noqa: PLR2004 - the IP version
        return cls(kind(box.client[0]), kind(box.server[0]), box.protocol[0], box.client_port[0], box.server_port[0])

    def __str__(self) -> str:
        protocol = PROTOCOL_NAMES.get(self.protocol, f"protocol {self.protocol}")
        if self.protocol in ICMP_PROTOCOLS:
            return f"{self.source} -> {self.destination} {protocol} type {self.source_port}"
        if self.protocol not in PORT_PROTOCOLS:
            return f"{self.source} -> {self.destination} {protocol}"
        return f"{self.source}:{self.source_port} -> {self.destination}:{self.destination_port} {protocol}"
