"""Edits of security groups and network ACLs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sandbox.reach.edits.edit import Edit
from sandbox.reach.filters.text import protocol_text
from sandbox.reach.model import AclEntry, Network, NetworkAcl, PortRange, SecurityGroup, SecurityRule
from sandbox.routing.model import Prefix


def allow_in_group(
    group: SecurityGroup, protocol: int | None, ports: PortRange | None, peers: Sequence[Prefix], *, egress: bool
) -> Edit:
    """Return the edit that adds a rule to a security group for each peer."""
    added = tuple(SecurityRule(f"new-{n}", egress, protocol, ports, peer) for n, peer in enumerate(peers))

    def apply(network: Network) -> Network:
        now = network.groups[group.id]
        return replace(network, groups={**network.groups, group.id: replace(now, rules=(*now.rules, *added))})

    name = f"{group.id} ({group.name})" if group.name else group.id
    text = f"Security group {name}: allow {_what(protocol, ports, peers, egress=egress)}"
    return Edit(text, group.origin, apply)


def allow_in_acl(
    acl: NetworkAcl, protocol: int | None, ports: PortRange | None, peers: Sequence[Prefix], *, egress: bool
) -> Edit:
    """Return the edit that adds an entry to a network ACL for each peer, before all others of its direction."""

    def apply(network: Network) -> Network:
        now = network.acls[acl.id]
        first, shift = _numbers_before(now, len(peers), egress=egress)
        moved = tuple(replace(e, number=e.number + shift) if e.egress is egress else e for e in now.entries)
        added = tuple(AclEntry(first + n, egress, "allow", protocol, ports, peer) for n, peer in enumerate(peers))
        return replace(network, acls={**network.acls, acl.id: replace(now, entries=(*moved, *added))})

    number, _ = _numbers_before(acl, len(peers), egress=egress)
    name = f"{acl.id} ({acl.name})" if acl.name else acl.id
    text = f"Network ACL {name}: add entry {number}, allow {_what(protocol, ports, peers, egress=egress)}"
    return Edit(text, acl.origin, apply)


def _numbers_before(acl: NetworkAcl, count: int, *, egress: bool) -> tuple[int, int]:
    """Return the first number of new entries before all others, and by how much those have to be renumbered."""
    lowest = min((entry.number for entry in acl.entries if entry.egress is egress), default=100 + count)
    return (lowest - count, 0) if lowest > count else (1, count)


def _what(protocol: int | None, ports: PortRange | None, peers: Sequence[Prefix], *, egress: bool) -> str:
    way, preposition = ("outbound", "to") if egress else ("inbound", "from")
    return f"{way} {protocol_text(protocol, ports)} {preposition} {', '.join(map(str, peers))}"
