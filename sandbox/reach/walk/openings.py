"""The edits of filters that let packets pass."""

from __future__ import annotations

from sandbox.reach.edits import Edit, allow_in_acl, allow_in_group
from sandbox.reach.filters.patterns import ICMP, PORTS, RESPONSE_TYPES
from sandbox.reach.headers import ANY_PORT, ANY_PROTOCOL, as_prefixes, full_space, merged
from sandbox.reach.model import NetworkAcl, PortRange, SecurityGroup
from sandbox.reach.walk.state import Packets
from sandbox.routing.model import Prefix

_MOST_RULES = 8
"""Peers of an edit: instead of more, as the internet's ranges are, a rule names all addresses."""


def group_opening(group: SecurityGroup, packets: Packets, *, egress: bool) -> Edit:
    """Return the edit of a security group that lets packets pass."""
    protocol, ports = matched(packets)
    return allow_in_group(group, protocol, ports, _peers(packets, egress=egress), egress=egress)


def acl_opening(acl: NetworkAcl, packets: Packets, *, egress: bool) -> Edit:
    """Return the edit of a network ACL that lets packets pass."""
    protocol, ports = matched(packets)
    return allow_in_acl(acl, protocol, ports, _peers(packets, egress=egress), egress=egress)


def _peers(packets: Packets, *, egress: bool) -> tuple[Prefix, ...]:
    peers = as_prefixes(merged(packets.targets() if egress else packets.sources()), packets.family)
    return peers if len(peers) <= _MOST_RULES else as_prefixes((full_space(packets.family),), packets.family)


def matched(packets: Packets) -> tuple[int | None, PortRange | None]:
    """Return the protocol of the packets and their destination ports, or ICMP type and code."""
    box = packets.boxes[0]
    first, last = box.protocol
    if box.protocol == ANY_PROTOCOL or first != last:
        return None, None
    if first == ICMP[packets.family]:
        return first, _icmp_message(packets)
    bound = [b.client_port if packets.response else b.server_port for b in packets.boxes if b.protocol == box.protocol]
    if first not in PORTS or ANY_PORT in bound:
        return first, None
    low, high = min(one[0] for one in bound), max(one[1] for one in bound)
    return first, PortRange(low, high)


def _icmp_message(packets: Packets) -> PortRange | None:
    box = packets.boxes[0]
    (kind, last), (code, last_code) = box.client_port, box.server_port
    if kind != last:
        return None
    if packets.response:
        return PortRange(RESPONSE_TYPES[packets.family][kind], 0)
    return PortRange(kind, code if code == last_code else -1)
