"""Draws that favour edges: prefixes around an address, ports around a range."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_LENGTHS = (8, 12, 16, 20, 23, 24, 25, 27, 28, 30, 31, 32)
_LENGTHS6 = (32, 48, 56, 60, 64, 96, 127, 128)
PORTS = (
    "22",
    "80",
    "443",
    "80-81",
    "443-445",
    "1024-65535",
    "32768-60999",
    "1024-1024",
    "65535",
    "0-65535",
    "53",
    "8080-8090",
    "1-1023",
)
ICMP_TYPES = ("-1:-1", "8:-1", "8:0", "0:-1", "0:0", "3:4")


@dataclass
class Draw:
    """A source of choices for one network, and what it made so far."""

    rng: random.Random
    lines: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Addresses of interfaces and data centres, which rules and routes are drawn around."""

    @classmethod
    def seeded(cls, seed: int) -> Draw:
        return cls(random.Random(seed))  # noqa: S311 - a sample, not a secret

    def add(self, line: str) -> None:
        self.lines.append(line)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def one[T](self, choices: Sequence[T]) -> T:
        return self.rng.choice(choices)

    def some[T](self, choices: Sequence[T], most: int) -> list[T]:
        return self.rng.sample(choices, min(len(choices), self.rng.randint(0, most)))

    def prefix_near(self, address: str) -> str:
        """Return a prefix that contains an address, or is the sibling of one that does."""
        parsed = ip_address(address)
        length = self.one(_LENGTHS if parsed.version == 4 else _LENGTHS6)
        network = ip_network(f"{address}/{length}", strict=False)
        if self.chance(0.2):
            network = sibling(network)
        return str(network)

    def any_prefix(self) -> str:
        if self.chance(0.35):
            return "0.0.0.0/0" if self.chance(0.7) else "::/0"
        return self.prefix_near(self.one(self.addresses))

    def protocol_and_ports(self) -> str:
        kind = self.one(("tcp", "tcp", "tcp", "udp", "icmp", "all", "all"))
        if kind == "all":
            return "all *"
        if kind == "icmp":
            return f"icmp {self.one(ICMP_TYPES)}"
        return f"{kind} {self.one(PORTS)}"


def sibling(network: IPv4Network | IPv6Network) -> IPv4Network | IPv6Network:
    """Return the other half of the next wider prefix."""
    width = network.max_prefixlen
    flipped = int(network.network_address) ^ (1 << (width - network.prefixlen))
    address = IPv4Address(flipped) if network.version == 4 else IPv6Address(flipped)
    return ip_network(f"{address}/{network.prefixlen}")
