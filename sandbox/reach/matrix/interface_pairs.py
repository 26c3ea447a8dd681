"""Evaluate all pairs of many IPv4 interfaces with bit masks.

Bits of one kind of mask are interfaces, those of the other protocols and ports. Pairs whose way passes more than route
tables, ACLs, peering and transit gateways are left to the analyzer, where the security groups of both ends allow them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Network

from sandbox.reach.analysis.points import points, requests
from sandbox.reach.filters.security_groups import is_reference
from sandbox.reach.headers import prefix_interval
from sandbox.reach.headers.ranges import IPV4
from sandbox.reach.index import NetworkIndex
from sandbox.reach.matrix.open_ports import OpenPorts
from sandbox.reach.matrix.paths import NotModelled, SubnetPath, SubnetPaths
from sandbox.reach.matrix.port_atoms import PortAtoms
from sandbox.reach.model import EndKind, Flow, FlowEnd, InterfaceKind, NetworkInterface, SecurityRule
from sandbox.reach.walk.state import References

type _Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of a security group: its ports, the interfaces that it matches, and whether it refers to a group."""

    ports: int
    peers: int
    reference: bool


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups of some interfaces of one VPC, with their members."""

    outbound: tuple[_Rule, ...]
    inbound: tuple[_Rule, ...]
    outbound_peers: int
    inbound_peers: int
    translated: bool
    """Whether an inbound rule matches the address of a NAT gateway, which packets may have instead of their own."""


class InterfacePairs:
    """The open ports between interfaces; `interfaces` are those that it evaluates.

    Args:
        index: The network.
        ends: The ends; those that are no plain IPv4 interfaces are left out.

    """

    def __init__(self, index: NetworkIndex, ends: Iterable[FlowEnd]) -> None:
        self._index = index
        held = Counter(a for i in index.interfaces.values() for a in i.addresses)
        wanted = {end.id for end in ends if end.kind is EndKind.INTERFACE and end.address is None}
        found = [index.interfaces[one] for one in sorted(wanted & index.interfaces.keys())]
        eligible = [one for one in found if _is_plain(index, one) and held[one.addresses[0]] == 1]
        self._interfaces = sorted(eligible, key=lambda one: int(one.addresses[0]))
        self._addresses = [int(one.addresses[0]) for one in self._interfaces]
        self._translated = [
            int(a) for gateway in index.topology.nat_gateways.values() for a in gateway.addresses if a.version == IPV4
        ]
        self.interfaces = {one.id: place for place, one in enumerate(self._interfaces)}
        self._paths = SubnetPaths(index)
        self._acl = cache(self._acl_ports)
        self._entry_ports = cache(self._decided)
        self._entries = cache(self._compiled_entries)
        self.between = cache(self._pair)
        self._atoms = self._port_atoms()
        self._members: dict[str, int] = defaultdict(int)
        self._of_vpc: dict[str, int] = defaultdict(int)
        self._of_subnet: dict[str, int] = defaultdict(int)
        self._bounds = self._acl_bounds()
        self._parts = [bisect_right(self._bounds, address) for address in self._addresses]
        by_groups: dict[tuple[str, frozenset[str]], int] = defaultdict(int)
        cells: dict[tuple[str, frozenset[str]], dict[tuple[str, int], int]] = defaultdict(lambda: defaultdict(int))
        for place, one in enumerate(self._interfaces):
            self._of_vpc[one.vpc] |= 1 << place
            key = one.vpc, frozenset(one.groups)
            by_groups[key] |= 1 << place
            cells[key][self._paths.representative(one.subnet), self._parts[place]] |= 1 << place
            self._of_subnet[one.subnet] |= 1 << place
            for group in one.groups:
                self._members[group] |= 1 << place
        self._groups = {key: self._compiled(*key) for key in by_groups}
        self._cells = [
            (self._groups[key], members, tuple((cell, bits) for cell, bits in cells[key].items()))
            for key, members in by_groups.items()
        ]

    def row(self, source: str) -> Iterator[tuple[list[str], tuple[OpenPorts, ...] | None]]:
        """Yield destinations that may be reached with their open ports, None where the analyzer has to decide."""
        place = self.interfaces[source]
        sender = self._interfaces[place]
        own = self._groups[sender.vpc, frozenset(sender.groups)]
        start = self._paths.representative(sender.subnet), self._parts[place]
        near = self._of_subnet[sender.subnet]
        reachable = own.outbound_peers & ~(1 << place)
        for theirs, members, cells in self._cells:
            candidates = members & reachable
            if not candidates or not theirs.inbound_peers >> place & 1:
                continue
            anywhere, known = _inbound_ports(theirs.inbound, place)
            if not known and not theirs.translated:
                continue
            for end, inside, bits in _split(cells, candidates, start[0], near):
                for some, leaving in _leaving(own.outbound, bits):
                    if leaving & known or theirs.translated:
                        found = self.between((start, end, inside), leaving & anywhere, leaving & known)
                        if found is None or found:
                            ids = [self._interfaces[other].id for other in _bits(some)]
                            yield ids, found if found is None else self._atoms.text(found)

    def _pair(self, places: tuple[_Place, _Place, bool], anywhere: int, known: int) -> int | None:
        """Return the open ports between interfaces whose groups allow some; None where the way is not modelled.

        Args:
            places: Of source and destination the subnet, and the number of the range of addresses that no ACL divides;
                and whether both are in one subnet.
            anywhere: The ports that the groups of both ends allow by ranges of addresses alone.
            known: Those that they allow where the sender's groups are known.

        """
        start, end, inside = places
        there = self._paths.between(start[0], end[0], inside)
        if there is None:
            return 0
        if isinstance(there, NotModelled):
            return None
        ports = (anywhere if there.references is References.LOST else known) & self._atoms.requests
        ports &= self._passing(there, start[1], end[1], response=False)
        if not ports:
            return 0
        back = self._paths.between(end[0], start[0], inside)
        if isinstance(back, NotModelled):
            return None
        answered = ports & self._passing(back, end[1], start[1], response=True) if back else 0
        return answered | ports & self._atoms.unanswered

    def _passing(self, path: SubnetPath, sender: int, receiver: int, *, response: bool) -> int:
        """Return the ports that the ACLs of a way let pass."""
        ports = -1
        for subnet in path.outbound:
            ports &= self._acl(subnet, True, response, receiver)
        for subnet in path.inbound:
            ports &= self._acl(subnet, False, response, sender)
        return ports

    def _acl_bounds(self) -> list[int]:
        bounds = {0}
        for acl in self._index.network.acls.values():
            for entry in acl.entries:
                if entry.cidr.version == IPV4:
                    first, last = prefix_interval(entry.cidr)
                    bounds |= {first, last + 1}
        return sorted(bounds)

    def _acl_ports(self, subnet: str, egress: bool, response: bool, part: int) -> int:
        """Return the ports that a subnet's ACL lets pass to or from a range of addresses."""
        acl = self._index.acl_of(self._index.topology.subnets[subnet])
        return -1 if acl is None else self._entry_ports(acl.acl.id, egress, response, self._bounds[part - 1])

    def _decided(self, ident: str, egress: bool, response: bool, peer: int) -> int:
        allowed = decided = 0
        for first, last, allows, ports in self._entries(ident, egress, response):
            if first <= peer <= last:
                allowed |= ports & ~decided if allows else 0
                decided |= ports
        return allowed

    def _compiled_entries(self, ident: str, egress: bool, response: bool) -> list[tuple[int, int, bool, int]]:
        entries = (e for e in self._index.network.acls[ident].entries if e.egress is egress and e.cidr.version == IPV4)
        return [
            (
                *prefix_interval(entry.cidr),
                entry.action == "allow",
                self._atoms.rule((entry.protocol, entry.ports, egress, response)),
            )
            for entry in sorted(entries, key=lambda entry: entry.number)
        ]

    def _port_atoms(self) -> PortAtoms:
        network = self._index.network
        groups = ((rule.protocol, rule.ports, rule.egress, False) for g in network.groups.values() for rule in g.rules)
        acls = (
            (entry.protocol, entry.ports, entry.egress, response)
            for acl in network.acls.values()
            for entry in acl.entries
            for response in (False, True)
        )
        if not self._interfaces:
            return PortAtoms((), ())
        end = FlowEnd(EndKind.INTERFACE, self._interfaces[0].id)
        (point,) = points(self._index, end, end)
        return PortAtoms((*groups, *acls), requests(Flow(end, end, None), point, point))

    def _compiled(self, vpc: str, groups: frozenset[str]) -> _Groups:
        rules = [rule for group in sorted(groups) for rule in self._index.network.groups[group].rules]
        outbound = tuple(self._rule(vpc, rule) for rule in rules if rule.egress)
        inbound = tuple(self._rule(vpc, rule) for rule in rules if not rule.egress)
        translated = any(not rule.egress and self._matches_translated(rule) for rule in rules)
        everything = (1 << len(self._interfaces)) - 1
        return _Groups(outbound, inbound, _peers(outbound), everything if translated else _peers(inbound), translated)

    def _rule(self, vpc: str, rule: SecurityRule) -> _Rule:
        ports = self._atoms.rule((rule.protocol, rule.ports, rule.egress, False))
        if not is_reference(rule):
            return _Rule(ports, self._in_ranges(rule), reference=False)
        peers = self._members.get(str(rule.peer), 0)
        if rule.egress:
            peers &= sum(self._of_vpc[other] for other in self._of_vpc if other == vpc or self._is_peered(vpc, other))
        return _Rule(ports, peers, reference=True)

    def _is_peered(self, vpc: str, other: str) -> bool:
        vpcs = self._index.topology.vpcs
        return vpcs[vpc].region == vpcs[other].region and frozenset((vpc, other)) in self._index.peered

    def _ranges(self, rule: SecurityRule) -> list[tuple[int, int]]:
        if isinstance(rule.peer, IPv4Network | IPv6Network):
            prefixes: tuple[IPv4Network | IPv6Network, ...] = (rule.peer,)
        else:
            listed = self._index.topology.prefix_lists.get(rule.peer)
            prefixes = listed.entries if listed else ()
        return [prefix_interval(prefix) for prefix in prefixes if prefix.version == IPV4]

    def _in_ranges(self, rule: SecurityRule) -> int:
        found = 0
        for first, last in self._ranges(rule):
            low, high = bisect_left(self._addresses, first), bisect_right(self._addresses, last)
            found |= (1 << high) - (1 << low)
        return found

    def _matches_translated(self, rule: SecurityRule) -> bool:
        """Return whether a rule matches the address of a NAT gateway, which packets may have instead of their own."""
        if is_reference(rule):
            return bool(self._translated)
        return any(first <= address <= last for first, last in self._ranges(rule) for address in self._translated)


def _is_plain(index: NetworkIndex, interface: NetworkInterface) -> bool:
    subnet = index.topology.subnets.get(interface.subnet)
    vpc = index.topology.vpcs.get(interface.vpc)
    if subnet is None or vpc is None or subnet.vpc != vpc.id or interface.kind is not InterfaceKind.INTERFACE:
        return False
    ranges = [cidr for cidr in subnet.cidrs if cidr.version == IPV4]
    return (
        len(interface.addresses) == 1
        and len(ranges) == 1
        and interface.addresses[0] in ranges[0]
        and any(interface.addresses[0] in cidr for cidr in vpc.cidrs if cidr.version == IPV4)
        and bool(interface.groups)
        and all(group in index.network.groups for group in interface.groups)
    )


def _peers(rules: Iterable[_Rule]) -> int:
    found = 0
    for rule in rules:
        found |= rule.peers if rule.ports else 0
    return found


def _inbound_ports(rules: Iterable[_Rule], place: int) -> tuple[int, int]:
    """Return the ports of the rules that match an interface: by ranges of addresses alone, and by groups too."""
    anywhere = by_groups = 0
    for rule in rules:
        if rule.peers >> place & 1:
            if rule.reference:
                by_groups |= rule.ports
            else:
                anywhere |= rule.ports
    return anywhere, anywhere | by_groups


def _split(
    cells: Iterable[tuple[_Place, int]], candidates: int, own: str, near: int
) -> Iterator[tuple[_Place, bool, int]]:
    """Yield the candidates by place, those in the sender's own subnet apart."""
    for place, members in cells:
        found = members & candidates
        if place[0] == own and found & near:
            yield place, True, found & near
            found &= ~near
        if found:
            yield place, False, found


def _leaving(rules: Iterable[_Rule], members: int) -> Iterator[tuple[int, int]]:
    """Yield parts of some destinations with the ports that rules allow to them."""
    ports = 0
    for rule in rules:
        matched = rule.peers & members
        if matched == members:
            ports |= rule.ports
        elif matched:
            for place in _bits(members):
                yield from _leaving(rules, 1 << place)
            return
    yield members, ports


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
