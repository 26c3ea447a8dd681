"""Cuts of a network: a rule, a route, a propagation, an allowed prefix removed or widened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from ipaddress import ip_network

from sandbox.origin import Origin
from sandbox.reach.model import AclEntry, Network, PortRange, SecurityRule
from sandbox.routing.model import Prefix, Route, TargetKind, TransitRouteTable

_ANYWHERE: Mapping[int, Prefix] = {4: ip_network("0.0.0.0/0"), 6: ip_network("::/0")}
_LAST_PORT = 65535
_WIDER = 4
"""Bits by which a prefix is widened: sixteen times its addresses."""


@dataclass(frozen=True)
class NetworkCut:
    """A change of one setting of a network."""

    what: str
    setting: str
    origins: frozenset[Origin]
    """The line of the setting; of a removed one also the line of what it was part of: its own is gone."""
    apply: Callable[[Network], Network] = field(compare=False)

    def __str__(self) -> str:
        return f"{self.what} {self.setting}"


def network_cuts(network: Network) -> Iterator[NetworkCut]:
    """Yield every cut of a network."""
    yield from _rules(network)
    yield from _entries(network)
    yield from _routes(network)
    yield from _transit_routes(network)
    yield from _propagations(network)
    yield from _allowed_prefixes(network)


def _lines(*origins: Origin | None) -> frozenset[Origin]:
    return frozenset(origin for origin in origins if origin is not None)


def _without[T](items: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (*items[:place], *items[place + 1 :])


def _with[T](items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    return (*items[:place], item, *items[place + 1 :])


def _with_rules(ident: str, rules: tuple[SecurityRule, ...], now: Network) -> Network:
    return replace(now, groups={**now.groups, ident: replace(now.groups[ident], rules=rules)})


def _with_entries(ident: str, entries: tuple[AclEntry, ...], now: Network) -> Network:
    return replace(now, acls={**now.acls, ident: replace(now.acls[ident], entries=entries)})


def _with_routes(ident: str, routes: tuple[Route, ...], now: Network) -> Network:
    tables = now.topology.route_tables
    changed = {**tables, ident: replace(tables[ident], routes=routes)}
    return replace(now, topology=replace(now.topology, route_tables=changed))


def _with_propagating(ident: str, gateways: tuple[str, ...], now: Network) -> Network:
    tables = now.topology.route_tables
    changed = {**tables, ident: replace(tables[ident], propagating=gateways)}
    return replace(now, topology=replace(now.topology, route_tables=changed))


def _with_propagations(key: tuple[str, str], tables: tuple[str, ...], now: Network) -> Network:
    known = now.topology.transit_attachments
    changed = {**known, key: replace(known[key], propagates_to=tables)}
    return replace(now, topology=replace(now.topology, transit_attachments=changed))


def _with_transit_table(table: TransitRouteTable, now: Network) -> Network:
    changed = {**now.topology.transit_route_tables, table.id: table}
    return replace(now, topology=replace(now.topology, transit_route_tables=changed))


def _with_prefixes(ident: str, prefixes: tuple[Prefix, ...], now: Network) -> Network:
    known = now.topology.direct_connect_associations
    changed = {**known, ident: replace(known[ident], allowed_prefixes=prefixes)}
    return replace(now, topology=replace(now.topology, direct_connect_associations=changed))


def _half(prefix: Prefix) -> Prefix:
    """Return the upper half of a prefix."""
    *_, upper = prefix.subnets()
    return upper


def _rules(network: Network) -> Iterator[NetworkCut]:
    for group in network.groups.values():
        for place, rule in enumerate(group.rules):
            name = f"rule {rule.protocol} {rule.ports} {'to' if rule.egress else 'from'} {rule.peer} of {group.name}"

            set_rules = partial(_with_rules, group.id)
            rest = _without(group.rules, place)
            yield NetworkCut("remove", name, _lines(rule.origin, group.origin), partial(set_rules, rest))
            if rule.peer != _ANYWHERE[4]:
                wide = _with(group.rules, place, replace(rule, peer=_ANYWHERE[4]))
                yield NetworkCut("widen the peer of", name, _lines(rule.origin), partial(set_rules, wide))
                if not isinstance(rule.peer, str) and rule.peer.prefixlen < rule.peer.max_prefixlen:
                    half = _with(group.rules, place, replace(rule, peer=_half(rule.peer)))
                    yield NetworkCut(
                        "narrow the peer of", name, _lines(rule.origin, group.origin), partial(set_rules, half)
                    )
            if rule.ports is not None:
                last = min(rule.ports.last + 1, _LAST_PORT)
                moved = _with(group.rules, place, replace(rule, ports=PortRange(rule.ports.first + 1, last)))
                lines = _lines(rule.origin, group.origin)
                yield NetworkCut("move the ports of", name, lines, partial(set_rules, moved))
                all_ports = _with(group.rules, place, replace(rule, ports=None))
                yield NetworkCut("widen the ports of", name, _lines(rule.origin), partial(set_rules, all_ports))


def _entries(network: Network) -> Iterator[NetworkCut]:
    for acl in network.acls.values():
        for place, entry in enumerate(acl.entries):
            way = "out" if entry.egress else "in"
            name = f"entry {entry.number} {way}, {entry.action} {entry.cidr}, of {acl.name or acl.id}"

            set_entries = partial(_with_entries, acl.id)
            rest = _without(acl.entries, place)
            yield NetworkCut("remove", name, _lines(entry.origin, acl.origin), partial(set_entries, rest))
            flipped = _with(acl.entries, place, replace(entry, action="deny" if entry.action == "allow" else "allow"))
            yield NetworkCut("flip", name, _lines(entry.origin, acl.origin), partial(set_entries, flipped))
            if entry.cidr != _ANYWHERE[entry.cidr.version]:
                wide = _with(acl.entries, place, replace(entry, cidr=_ANYWHERE[entry.cidr.version]))
                yield NetworkCut("widen", name, _lines(entry.origin), partial(set_entries, wide))


def _routes(network: Network) -> Iterator[NetworkCut]:
    for table in network.topology.route_tables.values():
        for place, route in enumerate(table.routes):
            if route.target.kind is TargetKind.LOCAL:
                continue
            name = f"route {route.destination} -> {route.target.id} of {table.name or table.id}"

            set_routes = partial(_with_routes, table.id)
            rest = _without(table.routes, place)
            yield NetworkCut("remove", name, _lines(route.origin, table.origin), partial(set_routes, rest))
            if not isinstance(route.destination, str) and route.destination.prefixlen > _WIDER:
                wide = replace(route, destination=route.destination.supernet(prefixlen_diff=_WIDER))
                routes = _with(table.routes, place, wide)
                yield NetworkCut("widen", name, _lines(route.origin), partial(set_routes, routes))


def _transit_routes(network: Network) -> Iterator[NetworkCut]:
    for table in network.topology.transit_route_tables.values():
        for place, route in enumerate(table.routes):
            name = f"route {route.destination} -> {route.attachment or 'blackhole'} of {table.name or table.id}"
            rest = replace(table, routes=_without(table.routes, place))
            yield NetworkCut("remove", name, _lines(route.origin, table.origin), partial(_with_transit_table, rest))


def _propagations(network: Network) -> Iterator[NetworkCut]:
    topology = network.topology
    for table in topology.route_tables.values():
        for gateway in table.propagating:
            kept = tuple(one for one in table.propagating if one != gateway)
            yield NetworkCut(
                "remove",
                f"propagation of {gateway} into {table.name or table.id}",
                _lines(table.association_origins.get(gateway), table.origin),
                partial(_with_propagating, table.id, kept),
            )
    for key, attachment in topology.transit_attachments.items():
        for table_id in topology.transit_route_tables:
            held = table_id in attachment.propagates_to
            into = tuple(one for one in attachment.propagates_to if one != table_id)
            link = attachment.link_origins.get(table_id)
            table_origin = topology.transit_route_tables[table_id].origin
            yield NetworkCut(
                "remove" if held else "add",
                f"propagation of {attachment.name or attachment.id} into {table_id}",
                _lines(link, attachment.origin, table_origin),
                partial(_with_propagations, key, into if held else (*into, table_id)),
            )


def _allowed_prefixes(network: Network) -> Iterator[NetworkCut]:
    for association in network.topology.direct_connect_associations.values():
        for place, prefix in enumerate(association.allowed_prefixes):
            name = f"allowed prefix {prefix} of {association.associated}"

            set_prefixes = partial(_with_prefixes, association.id)
            lines = _lines(association.origin)
            narrow = next(iter(prefix.subnets(prefixlen_diff=_WIDER)))
            wide = prefix.supernet(prefixlen_diff=_WIDER)
            for what, prefixes in (
                ("remove", _without(association.allowed_prefixes, place)),
                ("narrow", _with(association.allowed_prefixes, place, narrow)),
                ("widen", _with(association.allowed_prefixes, place, wide)),
            ):
                yield NetworkCut(what, name, lines, partial(set_prefixes, prefixes))
