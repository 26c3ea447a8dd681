"""Which of several BGP paths to one destination Amazon uses, and in which order the others follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sandbox.routing.model import Prefix
from sandbox.routing.prefix_order import most_specific_first
from sandbox.routing.routes import LearnedRoute, Path

HIGH, MEDIUM, REMOTE, LOW = 300, 200, 150, 100
"""Ranks of local preference; `REMOTE` is an untagged path over a location of another Region.

An untagged path over a location of the destination's own Region ranks as a medium one: a tag replaces the preference
for near locations, and AWS's pages name no order between tagged and untagged paths.
"""

LOCAL_PREFERENCES: Mapping[str, int] = {"7224:7300": HIGH, "7224:7200": MEDIUM, "7224:7100": LOW}
"""Community -> rank (Direct Connect User Guide, "Local preference BGP communities",
https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html)."""


def local_preference(communities: frozenset[str], location: str | None, region: str | None) -> int:
    """Return the rank of a path over a location that belongs to one Region, for traffic from a Region.

    Without a community "the default outbound routing behavior is based on the AWS Direct Connect locations' relative
    distance to the originating Region" (same page); of the distances only "same Region or not" is known here. With
    several communities, which AWS calls mutually exclusive, the highest is taken. None for a Region: no preference.
    """
    tagged = [rank for community, rank in LOCAL_PREFERENCES.items() if community in communities]
    if tagged:
        return max(tagged)
    return MEDIUM if location is None or region is None or location == region else REMOTE


def select(paths: Iterable[Path], *, multipath: bool = True) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the paths in use and the others, best first.

    Higher local preference, then the shorter AS path, then the lower MED among paths from the same neighbour AS
    (Site-to-Site VPN User Guide, "Route priority", https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html;
    Direct Connect User Guide, "Routing policies and BGP communities"). Paths with identical AS paths share the
    traffic; where AWS's pages leave the choice open, the lowest id is taken.
    """
    order = sorted(paths, key=_order)
    if not order:
        return (), ()
    best = [it for it in order if _rank(it) == _rank(order[0])]
    lowest: dict[int, int] = {}
    for path in best:
        neighbour = path.as_path[0] if path.as_path else 0
        lowest[neighbour] = min(path.med, lowest.get(neighbour, path.med))
    best = [it for it in best if it.med == lowest[it.as_path[0] if it.as_path else 0]]
    first = min(best, key=_identity)
    used = tuple(it for it in best if it.as_path == first.as_path) if multipath else (first,)
    return used, tuple(it for it in order if it not in used)


def learned(paths: Mapping[Prefix, list[Path]], *, multipath: bool = True) -> tuple[LearnedRoute, ...]:
    """Return the routes to all destinations, most specific first, with their paths selected."""
    found = []
    for destination in sorted(paths, key=most_specific_first):
        used, backup = select(paths[destination], multipath=multipath)
        if used:
            found.append(LearnedRoute(destination=destination, paths=used, backup=backup))
    return tuple(found)


def with_preference(path: Path, location: str | None, region: str | None) -> Path:
    """Return the path with its rank for traffic from a Region."""
    rank = local_preference(path.communities, location, region)
    return path if rank == path.local_preference else replace(path, local_preference=rank)


def _rank(path: Path) -> tuple[int, int]:
    return -path.local_preference, len(path.as_path)


def _identity(path: Path) -> tuple[str, str]:
    return path.via, path.session or ""


def _order(path: Path) -> tuple[int, int, int, str, str]:
    return *_rank(path), path.med, *_identity(path)
