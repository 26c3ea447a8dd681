"""The routes that each customer router learned, in the order of its preference."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.routing.prefix_order import most_specific_first
from sandbox.routing.routes import AnnouncedRoute
from sandbox.routing.sessions import CarriedSession

PREFERENCE = {"interface": 0, "connect": 1, "tunnel": 2}
"""Order of what carries a session, for paths that BGP holds equal: a line before a VPN that is its backup."""


def router_routes(
    announced: Iterable[tuple[CarriedSession, tuple[AnnouncedRoute, ...]]],
) -> dict[str, tuple[AnnouncedRoute, ...]]:
    """Return what each customer router learned: most specific first, and for one prefix the preferred path first.

    Higher local preference, shorter AS path, lower MED, then a line before a VPN; a path with the router's own ASN is
    a loop (RFC 4271, 9.1.2).
    """
    learned: dict[str, list[tuple[tuple[object, ...], AnnouncedRoute]]] = {}
    for carried, routes in announced:
        if carried.router is not None:
            for route in routes:
                if carried.session.customer_asn not in route.as_path:
                    key = (
                        *most_specific_first(route.destination),
                        -carried.session.customer_preference,
                        len(route.as_path),
                        route.med,
                        PREFERENCE[carried.carrier],
                        route.via,
                        route.session,
                    )
                    learned.setdefault(carried.router, []).append((key, route))
    return {name: tuple(route for _, route in sorted(several)) for name, several in learned.items()}
