"""Classes of ends with equal flows: interfaces that no rule, route or reference of the network distinguishes.

Exchanging two interfaces of one class, with their addresses, leaves the network as it is, so that the flows of one are
those of the other: they are evaluated for one of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Any

from sandbox.origin import Origin
from sandbox.reach.headers import prefix_interval
from sandbox.reach.headers.ranges import FAMILIES, Family, family_of
from sandbox.reach.model import EndKind, FlowEnd, InterfaceKind, Network, NetworkInterface
from sandbox.routing.model import Address, Prefix
from sandbox.routing.routes import Routes


class EndClasses:
    """Numbers ends by their class: ends of one number have equal flows with all others.

    Args:
        network: The network.
        routes: Its computed routes.
        ends: All ends that will be numbered.

    """

    def __init__(self, network: Network, routes: Routes, ends: Iterable[FlowEnd]) -> None:
        self._network = network
        references = _References()
        topology = replace(network.topology, network_interfaces={})
        references.add((topology, network.groups, network.acls, network.load_balancers, network.target_groups, routes))
        references.add((tuple(network.unsupported), tuple((end.prefixes, end.address) for end in ends)))
        self._texts = references.texts
        self._starts = {family: sorted(references.starts[family]) for family in FAMILIES}
        self._owners = Counter(address for interface in network.interfaces.values() for address in interface.addresses)
        self._numbers: dict[Hashable, int] = {}

    def number(self, end: FlowEnd) -> int:
        """Return the number of the end's class."""
        return self._numbers.setdefault(self._key(end), len(self._numbers))

    def _key(self, end: FlowEnd) -> Hashable:
        interface = self._network.interfaces.get(end.id) if end.kind is EndKind.INTERFACE else None
        if interface is None or end.address is not None or self._is_distinct(interface):
            return end.kind, end.id, end.address, end.prefixes
        return (
            interface.account,
            interface.vpc,
            interface.subnet,
            frozenset(interface.groups),
            interface.source_dest_check,
            self._network.topology.network_interfaces.get(interface.id),
            tuple(map(self._range, interface.addresses)),
        )

    def _is_distinct(self, interface: NetworkInterface) -> bool:
        """Return whether something refers to an interface, or its addresses have a meaning of their own."""
        names = {interface.id, interface.attached_to, *map(str, interface.addresses)} - {""}
        return (
            interface.kind is not InterfaceKind.INTERFACE
            or bool(interface.public_addresses)
            or not names.isdisjoint(self._texts)
            or any(self._owners[address] > 1 for address in interface.addresses)
        )

    def _range(self, address: Address) -> tuple[Family, int]:
        """Return the number of the range of addresses that no prefix of the network divides."""
        family = family_of(address)
        return family, bisect_right(self._starts[family], int(address))


class _References:
    """The texts and the bounds of prefixes inside values of the model."""

    def __init__(self) -> None:
        self.texts: set[str] = set()
        self.starts: dict[Family, set[int]] = {family: set() for family in FAMILIES}

    def add(self, value: Any) -> None:
        """Add all that a value contains, its lines of program left out."""
        pending = [value]
        while pending:
            now = pending.pop()
            if isinstance(now, str):
                self.texts.add(now)
            elif isinstance(now, IPv4Network | IPv6Network):
                self._divide(now)
            elif isinstance(now, IPv4Address | IPv6Address):
                self._divide(ip_network(now))
            elif isinstance(now, Mapping):
                pending += (*now.keys(), *now.values())
            elif isinstance(now, tuple | list | set | frozenset):
                pending += now
            elif is_dataclass(now) and not isinstance(now, Origin):
                pending += (getattr(now, each.name) for each in fields(now))

    def _divide(self, prefix: Prefix) -> None:
        first, last = prefix_interval(prefix)
        self.starts[family_of(prefix)] |= {first, last + 1}
