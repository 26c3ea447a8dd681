"""Addresses, prefixes and prefix lists."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from sandbox.origin import Origin

type Address = IPv4Address | IPv6Address
type Prefix = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class PrefixList:
    """A managed prefix list, of a customer or of AWS."""

    id: str
    account: str
    region: str
    name: str
    entries: tuple[Prefix, ...]
    max_entries: int | None = None
    """None for AWS's own lists."""
    origin: Origin | None = None
