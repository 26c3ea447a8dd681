"""Public virtual interfaces: what Amazon's network learns over them, and what it announces.

Direct Connect User Guide, "Routing policies and BGP communities",
https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.routing.continents import continent
from sandbox.routing.lines import Lines
from sandbox.routing.model import Topology, VirtualInterface
from sandbox.routing.offer import Offer
from sandbox.routing.path_selection import learned
from sandbox.routing.received_paths import PathsTo, Received
from sandbox.routing.routes import LearnedRoute

AMAZON_PUBLIC_PATH = (7224, 16509, 16509)
"""AS path of Amazon's public prefixes: "a minimum path length of 3" (Direct Connect User Guide, "Public virtual
interface routing policies")."""
NO_EXPORT = "65535:65281"
"""The well-known community of RFC 1997, on all public prefixes that Amazon announces."""


def public_routes(topology: Topology, lines: Lines, received: Received, region: str) -> tuple[LearnedRoute, ...]:
    """Return the customer's public prefixes that Amazon's network in a Region knows.

    Scope communities: `7224:9100` the location's own Region, `7224:9200` its continent, `7224:9300` or none all
    Regions (Direct Connect User Guide, "Scope BGP communities",
    https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html).
    """
    found: PathsTo = {}
    for interface in topology.virtual_interfaces.values():
        if interface.kind == "public":
            location = lines.region(interface.connection)
            for prefix, paths in received.interfaces.get(interface.id, {}).items():
                visible = [it for it in paths if _in_scope(it.communities, location, region)]
                if visible:
                    found.setdefault(prefix, []).extend(visible)
    return learned(found)


def _in_scope(communities: frozenset[str], location: str | None, region: str) -> bool:
    if location is None or location == region:
        return True
    if "7224:9100" in communities:
        return False
    return "7224:9200" not in communities or continent(location) == continent(region)


def public_offers(topology: Topology, lines: Lines, interface: VirtualInterface) -> Iterator[Offer]:
    """Yield Amazon's public prefixes as far as the topology knows them: the entries of AWS's own prefix lists.

    `7224:8100` tags those of the location's Region, `7224:8200` those of its continent ("Scope BGP communities").
    """
    location = lines.region(interface.connection) or ""
    for listed in sorted(topology.prefix_lists.values(), key=lambda it: it.id):
        if listed.max_entries is None:
            tags = {NO_EXPORT}
            if listed.region == location:
                tags.add("7224:8100")
            if continent(listed.region) == continent(location):
                tags.add("7224:8200")
            for prefix in listed.entries:
                yield Offer(prefix, listed.id, AMAZON_PUBLIC_PATH, frozenset(tags))
