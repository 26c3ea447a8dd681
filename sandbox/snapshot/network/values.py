"""Protocols, ports and names as AWS writes them, in the form of the model."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network

from sandbox.reach.model import PortRange
from sandbox.routing.model import Address, Prefix

ALL = -1
"""All ICMP types or codes."""
ICMP, TCP, UDP, ICMPV6 = 1, 6, 17, 58
_PROTOCOLS = {"all": None, "-1": None, "icmp": ICMP, "tcp": TCP, "udp": UDP, "icmpv6": ICMPV6, "ipv6-icmp": ICMPV6}
_ENDPOINT = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
"""The estate's name of an endpoint; descriptions that AWS writes have spaces."""

ANYWHERE, ANYWHERE_6 = IPv4Network("0.0.0.0/0"), IPv6Network("::/0")


def protocol_number(text: str) -> int | None:
    """Return the IANA number of a protocol, None for all; raises ValueError."""
    lower = text.lower()
    return _PROTOCOLS[lower] if lower in _PROTOCOLS else int(lower)


def ports_of(protocol: int | None, first: int | None, last: int | None) -> PortRange | None:
    """Return the ports of a rule, for ICMP type and code; None for all, or a protocol without ports."""
    if protocol in (ICMP, ICMPV6):
        kind, code = (ALL if first is None else first), (ALL if last is None else last)
        return None if kind == ALL else PortRange(kind, code)
    if protocol not in (TCP, UDP) or first is None or first == ALL:
        return None
    return PortRange(first, first if last is None else last)


def prefix(text: str) -> Prefix:
    """Return a prefix; host bits are cut off as AWS does; raises ValueError."""
    return ip_network(text, strict=False)


def hosts(text: str) -> tuple[Address, ...]:
    """Return the addresses of a prefix that hosts may have; raises ValueError."""
    return tuple(ip_address(str(each)) for each in prefix(text).hosts())


def address(text: str) -> Address:
    """Return an address, without the prefix length that it may have; raises ValueError."""
    return ip_address(text.partition("/")[0])


def address4(text: str) -> IPv4Address:
    """Return an IPv4 address; raises ValueError."""
    return IPv4Address(text)


def interface_name(description: str, tag: str) -> str:
    """Return the name of a network interface: the estate's name of an endpoint, else its Name tag."""
    return description if _ENDPOINT.fullmatch(description) else tag
