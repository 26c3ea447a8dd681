"""What holds of every network: drawn ones with many conflicts."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sandbox.routing import compute, lookup
from sandbox.routing.lookup import HasDestination
from sandbox.routing.model import BgpSession, Topology
from sandbox.routing.routes import Routes
from tests.sandbox.routing.drawn_networks import PREFIXES, drawn
from tests.sandbox.routing.networks import net

SEEDS = range(60)
TABLES = (
    "vpc_tables",
    "transit_tables",
    "virtual_private_gateways",
    "direct_connect_gateways",
    "associations",
    "vpn_connections",
    "connect_attachments",
    "accepted",
)


def destinations(found: Routes) -> set[tuple[str, str, str]]:
    """Return every destination of every table."""
    return {
        (name, key, str(it.destination))
        for name in TABLES
        for key, routes in getattr(found, name).items()
        for it in routes
    }


def without(network: Topology, session: str) -> Topology:
    """Return the network without one session."""

    def kept(sessions: tuple[BgpSession, ...]) -> tuple[BgpSession, ...]:
        return tuple(it for it in sessions if it.id != session)

    return replace(
        network,
        virtual_interfaces={
            id_: replace(it, sessions=kept(it.sessions)) for id_, it in network.virtual_interfaces.items()
        },
        transit_attachments={
            id_: replace(it, sessions=kept(it.sessions)) for id_, it in network.transit_attachments.items()
        },
        vpn_connections={
            id_: replace(
                it,
                tunnels=tuple(
                    replace(tunnel, session=None) if tunnel.session and tunnel.session.id == session else tunnel
                    for tunnel in it.tunnels
                ),
            )
            for id_, it in network.vpn_connections.items()
        },
    )


def shuffled(network: Topology, rng: random.Random) -> Topology:
    """Return the network with the objects of each kind in another order, and tables' and gateways' parts too."""

    def mixed(part: Mapping[Any, Any]) -> dict[Any, Any]:
        return dict(rng.sample(list(part.items()), len(part)))

    def order(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(items, len(items)))

    network = replace(network, **{it.name: mixed(getattr(network, it.name)) for it in fields(network)})
    return replace(
        network,
        route_tables={
            id_: replace(it, routes=order(it.routes), propagating=order(it.propagating))
            for id_, it in network.route_tables.items()
        },
        transit_route_tables={
            id_: replace(it, routes=order(it.routes)) for id_, it in network.transit_route_tables.items()
        },
        virtual_interfaces={
            id_: replace(
                it, sessions=order(tuple(replace(s, announcements=order(s.announcements)) for s in it.sessions))
            )
            for id_, it in network.virtual_interfaces.items()
        },
    )


def test_drawn_networks_have_conflicts_of_every_kind() -> None:
    found = [compute(drawn(seed)) for seed in SEEDS]

    assert sum(bool(routes) for it in found for routes in it.overridden.values()) > 50
    assert sum(len(it.paths) > 1 for each in found for routes in each.transit_tables.values() for it in routes) > 5
    assert sum(bool(it.backup) for each in found for it in each.virtual_private_gateways["vgw-1"]) > 50
    assert sum(not it.active for each in found for routes in each.transit_tables.values() for it in routes) > 50
    assert sum(not it.established for each in found for it in each.sessions.values()) > 50
    assert sum(it.established for each in found for it in each.sessions.values()) > 50


def test_removing_a_session_never_adds_a_route() -> None:
    for seed in range(0, 60, 6):
        network = drawn(seed)
        before = destinations(compute(network))
        sessions = list(compute(network).sessions)

        assert sessions
        for session in sessions:
            after = compute(without(network, session))
            assert destinations(after) <= before
            used = [it for routes in after.virtual_private_gateways.values() for route in routes for it in route.paths]
            assert all(it.session != session for it in used)


def test_the_order_of_a_networks_parts_does_not_matter() -> None:
    for seed in SEEDS:
        network = drawn(seed)
        rng = random.Random(seed)  # noqa: S311 - drawn cases, repeatable

        first, second = compute(network), compute(shuffled(network, rng))

        for field in fields(Routes):
            one, other = getattr(first, field.name), getattr(second, field.name)
            if field.name == "advertised":
                one, other = ({key: set(it) for key, it in found.items()} for found in (one, other))
            assert one == other, field.name


def test_lookup_agrees_with_a_search_of_all_prefixes() -> None:
    for seed in SEEDS:
        rng = random.Random(seed)  # noqa: S311 - drawn cases, repeatable
        found = compute(drawn(seed))
        tables: list[tuple[HasDestination, ...]] = [*found.vpc_tables.values(), *found.transit_tables.values()]
        edges = [address for it in map(net, PREFIXES) for address in (it[0], it[-1], it[rng.randrange(2**8)])]

        for routes in tables:
            destinations = [it.destination for it in routes]
            assert len(set(destinations)) == len(destinations)
            for address in edges:
                containing = [it for it in destinations if address in it]
                taken = lookup(routes, address)
                assert (taken.destination if taken else None) == max(
                    containing, key=lambda it: it.prefixlen, default=None
                )


def test_tables_are_sorted_most_specific_first() -> None:
    for seed in SEEDS:
        found = compute(drawn(seed))

        for name in TABLES:
            for routes in getattr(found, name).values():
                keys = [(it.destination.version, -it.destination.prefixlen) for it in routes]
                assert keys == sorted(keys)
