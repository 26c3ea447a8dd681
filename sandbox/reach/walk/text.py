"""The text of packets in answers."""

from __future__ import annotations

from sandbox.reach.filters.text import protocol_text
from sandbox.reach.headers import Interval, as_prefixes, merged
from sandbox.reach.space import public_intervals
from sandbox.reach.walk.openings import matched
from sandbox.reach.walk.state import Packets, Walk
from sandbox.routing.model import Prefix

_SHOWN = 3
"""Prefixes in a message: what fits on its line."""


def named(walk: Walk, component: str) -> str:
    """Return the id of a security group or network ACL with its name."""
    network = walk.index.network
    found = network.groups.get(component) or network.acls.get(component)
    return f"{component} ({found.name})" if found is not None and found.name else component


def traffic_text(packets: Packets, *, egress: bool) -> str:
    """Return `tcp 443 to 10.16.0.5`: what of the packets a filter sees."""
    protocol, ports = matched(packets)
    what = protocol_text(protocol, ports)
    return f"{what} to {destination_text(packets)}" if egress else f"{what} from {source_text(packets)}"


def source_text(packets: Packets) -> str:
    """Return the source addresses of packets, shortened."""
    return _addresses(packets, packets.sources())


def destination_text(packets: Packets) -> str:
    """Return the destination addresses of packets, shortened."""
    return _addresses(packets, packets.targets())


def _addresses(packets: Packets, intervals: tuple[Interval, ...]) -> str:
    if merged(intervals) == public_intervals(packets.family):
        return "the internet"
    prefixes = [_short(p) for p in as_prefixes(merged(intervals), packets.family)]
    return ", ".join(prefixes[:_SHOWN]) + (", ..." if len(prefixes) > _SHOWN else "")


def _short(prefix: Prefix) -> str:
    return str(prefix).removesuffix("/32").removesuffix("/128")
