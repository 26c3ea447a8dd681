"""Security groups, compiled: allow rules of all groups of an interface together.

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Network

from sandbox.origin import Origin
from sandbox.reach.filters.outcome import FilterOutcome
from sandbox.reach.filters.patterns import rule_patterns
from sandbox.reach.filters.text import rule_text
from sandbox.reach.headers import Boxes, Interval, intersect, prefix_interval, subtract
from sandbox.reach.headers.ranges import Family
from sandbox.reach.model import SecurityGroup, SecurityRule
from sandbox.routing.model import PrefixList

type GroupMembers = Callable[[str, Family], tuple[Interval, ...]]
"""Addresses of the interfaces with a group that the rule's group may refer to."""


@dataclass(frozen=True, slots=True)
class GroupPatterns:
    """One rule with its patterns."""

    group: str
    rule: SecurityRule
    patterns: Boxes


class CompiledGroup:
    """The rules of a security group as patterns; rules that refer to groups depend on the packet's sender or path."""

    def __init__(self, group: SecurityGroup, prefix_lists: Mapping[str, PrefixList]) -> None:
        self.group = group
        self._lists = prefix_lists
        self.static = cache(self._static)

    def _static(self, family: Family, egress: bool, response: bool) -> tuple[GroupPatterns, ...]:
        return tuple(
            GroupPatterns(self.group.id, rule, self._patterns(rule, self._peers(rule, family), family, response))
            for rule in self.group.rules
            if rule.egress is egress and not is_reference(rule)
        )

    def references(
        self, family: Family, members: GroupMembers, *, egress: bool, response: bool
    ) -> Iterable[GroupPatterns]:
        """Return the rules that refer to groups, with the addresses of their members."""
        for rule in self.group.rules:
            if rule.egress is egress and is_reference(rule):
                peers = members(str(rule.peer), family)
                if peers:
                    yield GroupPatterns(self.group.id, rule, self._patterns(rule, peers, family, response))

    def _peers(self, rule: SecurityRule, family: Family) -> tuple[Interval, ...]:
        if isinstance(rule.peer, IPv4Network | IPv6Network):
            return (prefix_interval(rule.peer),) if rule.peer.version == family else ()
        listed = self._lists.get(rule.peer)
        return tuple(prefix_interval(e) for e in listed.entries if e.version == family) if listed else ()

    @staticmethod
    def _patterns(rule: SecurityRule, peers: Iterable[Interval], family: Family, response: bool) -> Boxes:
        return tuple(
            pattern
            for peer in peers
            for pattern in rule_patterns(
                family, peer, rule.protocol, rule.ports, outbound=rule.egress, response=response
            )
        )


def is_reference(rule: SecurityRule) -> bool:
    """Return whether the rule's peer is a security group."""
    return isinstance(rule.peer, str) and rule.peer.startswith("sg-")


def apply_groups(
    groups: Iterable[CompiledGroup],
    boxes: Boxes,
    family: Family,
    members: GroupMembers,
    *,
    egress: bool,
    response: bool = False,
) -> FilterOutcome:
    """Return what of a set of headers the groups of an interface allow together."""
    groups = tuple(groups)
    permitted: list[Boxes] = []
    first: tuple[str, str, Origin | None] | None = None
    left = boxes
    for group in groups:
        for found in (
            *group.static(family, egress, response),
            *group.references(family, members, egress=egress, response=response),
        ):
            for pattern in found.patterns:
                matched = intersect(left, pattern)
                if matched:
                    permitted.append(matched)
                    left = subtract(left, pattern)
                    first = first or (found.group, rule_text(found.rule), found.rule.origin)
    way = "outbound" if egress else "inbound"
    ids = ", ".join(group.group.id for group in groups)
    origin = groups[0].group.origin if groups else None
    return FilterOutcome(
        tuple(box for part in permitted for box in part),
        left,
        first[0] if first else ids,
        first[1] if first else "",
        first[2] if first else None,
        f"no {way} rule allows it",
        origin,
    )
