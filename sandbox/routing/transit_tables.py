"""The routes of a transit gateway's route tables.

Transit Gateway Guide, "How transit gateways work", https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sandbox.routing.model import Prefix, Topology, TransitAttachment, TransitGateway, TransitRouteTable
from sandbox.routing.prefix_order import IPV4, most_specific_first
from sandbox.routing.routes import LearnedRoute, Path, RouteSource, TransitTableRoute

RANKS = ("vpc", "direct-connect-gateway", "connect", "private vpn", "vpn")
"""Propagated routes to one destination, most preferred first ("Route evaluation order"); a peering propagates none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A propagated route before selection."""

    attachment: TransitAttachment
    rank: int
    path: Path

    @property
    def order(self) -> tuple[int, int, int, float, str]:
        """Return the sort key: kind of attachment, AS path, MED; where AWS guarantees no order, the first attached."""
        path = self.path
        return self.rank, len(path.as_path), path.med, self.attachment.created, self.attachment.id


@dataclass(frozen=True)
class TransitSources:
    """What attachments propagate besides VPCs' ranges."""

    direct_connect: Callable[[str, str], tuple[LearnedRoute, ...]]
    """(Direct Connect gateway, Region) -> routes."""
    vpn: Mapping[str, tuple[LearnedRoute, ...]]
    connect: Mapping[str, tuple[LearnedRoute, ...]]


def transit_tables(
    topology: Topology, sources: TransitSources, problems: list[str]
) -> dict[str, tuple[TransitTableRoute, ...]]:
    """Return the routes of every table, one a destination: static, prefix list reference, propagated.

    "For routes with the same CIDR but from different attachment types" this is AWS's order, and a table shows the
    preferred route alone ("Route evaluation order").
    """
    propagating: dict[str, list[TransitAttachment]] = {}
    for attachment in topology.transit_attachments.values():
        for id_ in attachment.propagates_to:
            propagating.setdefault(id_, []).append(attachment)
    contributions: dict[tuple[str, str], list[tuple[Prefix, Candidate]]] = {}
    found = {}
    for table in topology.transit_route_tables.values():
        candidates: dict[Prefix, list[Candidate]] = {}
        gateway = topology.transit_gateways.get(table.gateway)
        for attachment in propagating.get(table.id, ()):
            key = attachment.gateway, attachment.id
            if gateway is None or attachment.gateway != gateway.id or not attachment.available:
                continue
            if key not in contributions:
                contributions[key] = list(_contribution(topology, gateway, attachment, sources))
            for prefix, candidate in contributions[key]:
                candidates.setdefault(prefix, []).append(candidate)
        routes = {prefix: _preferred(prefix, several, gateway, table.id) for prefix, several in candidates.items()}
        routes |= {it.destination: it for it in _references(topology, table, problems)}
        routes |= {it.destination: it for it in _static(topology, table)}
        found[table.id] = tuple(routes[prefix] for prefix in sorted(routes, key=most_specific_first))
    return found


def _contribution(
    topology: Topology, gateway: TransitGateway, attachment: TransitAttachment, sources: TransitSources
) -> Iterable[tuple[Prefix, Candidate]]:
    """Yield what the attachment propagates.

    A VPC propagates all its ranges, those of IPv6 with IPv6 support; VPN, Direct Connect gateway and Connect propagate
    what they learned by BGP ("Route propagation"). "For a VPN attachment with static routing you add the routes to the
    table", and a peering has static routes alone ("Transit gateway peering attachments").
    """
    if attachment.type == "vpc":
        vpc = topology.vpcs.get(attachment.resource)
        for cidr in vpc.cidrs if vpc else ():
            if cidr.version == IPV4 or attachment.ipv6:
                yield cidr, Candidate(attachment, RANKS.index("vpc"), Path(via=attachment.id))
        return
    routes: tuple[LearnedRoute, ...] = ()
    rank = len(RANKS)
    if attachment.type == "direct-connect-gateway":
        routes, rank = sources.direct_connect(attachment.resource, gateway.region), RANKS.index(attachment.type)
    elif attachment.type == "connect":
        routes, rank = sources.connect.get(attachment.id, ()), RANKS.index(attachment.type)
    elif attachment.type == "vpn":
        connection = topology.vpn_connections.get(attachment.resource)
        private = connection is not None and connection.private
        routes, rank = sources.vpn.get(attachment.resource, ()), RANKS.index("private vpn" if private else "vpn")
    for route in routes:
        yield route.destination, Candidate(attachment, rank, _through(attachment, route))


def _through(attachment: TransitAttachment, route: LearnedRoute) -> Path:
    """Return the attachment's one path to a learned destination, with the attributes of its preferred paths."""
    first = route.paths[0]
    return Path(
        via=attachment.id,
        session=first.session if len(route.paths) == 1 else None,
        as_path=first.as_path,
        local_preference=first.local_preference,
        med=first.med,
        communities=first.communities,
        origin=first.origin,
    )


def _preferred(
    destination: Prefix, candidates: list[Candidate], gateway: TransitGateway | None, table: str
) -> TransitTableRoute:
    """Return the preferred propagated route, with the paths that share its traffic.

    ECMP ("Equal Cost Multipath routing"): none between VPCs; Direct Connect gateways with exactly the same AS path;
    Connect; VPN where the transit gateway's VPN ECMP support is on.
    """
    first = min(candidates, key=lambda it: it.order)
    equal = sorted((it for it in candidates if it.order[:3] == first.order[:3]), key=lambda it: it.order)
    if first.attachment.type == "direct-connect-gateway":
        equal = [it for it in equal if it.path.as_path == first.path.as_path]
    elif first.attachment.type == "vpc" or (
        first.attachment.type == "vpn" and not (gateway is not None and gateway.vpn_ecmp)
    ):
        equal = [first]
    return TransitTableRoute(
        destination=destination,
        source=RouteSource.PROPAGATED,
        active=True,
        paths=tuple(it.path for it in equal),
        origin=first.attachment.link_origins.get(table, first.attachment.origin),
    )


def _static(topology: Topology, table: TransitRouteTable) -> Iterable[TransitTableRoute]:
    for route in table.routes:
        active, reason, paths = _next_hop(topology, table, route.attachment)
        yield TransitTableRoute(
            destination=route.destination,
            source=RouteSource.STATIC,
            active=active,
            paths=paths,
            reason=reason,
            origin=route.origin,
        )


def _references(topology: Topology, table: TransitRouteTable, problems: list[str]) -> Iterable[TransitTableRoute]:
    """Yield a route for each entry of the referenced lists; of lists with one entry in common the first by id counts.

    Transit Gateway Guide, "Prefix list references",
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-prefix-lists.html.
    """
    for reference in sorted(table.references, key=lambda it: it.prefix_list, reverse=True):
        listed = topology.prefix_lists.get(reference.prefix_list)
        if listed is None:
            problems.append(f"{table.id}: no prefix list {reference.prefix_list}")
            continue
        active, reason, paths = _next_hop(topology, table, reference.attachment)
        for prefix in listed.entries:
            yield TransitTableRoute(
                destination=prefix,
                source=RouteSource.STATIC,
                active=active,
                paths=paths,
                prefix_list=listed.id,
                reason=reason,
                origin=reference.origin,
            )


def _next_hop(topology: Topology, table: TransitRouteTable, id_: str | None) -> tuple[bool, str, tuple[Path, ...]]:
    """Return whether a static route is active, why not, and its path: a blackhole drops what matches it."""
    if id_ is None:
        return False, "blackhole route", ()
    attachment = topology.transit_attachments.get((table.gateway, id_))
    if attachment is None:
        return False, f"no attachment {id_}", ()
    path = (Path(via=id_, origin=attachment.origin),)
    return (True, "", path) if attachment.available else (False, f"attachment {id_} is not available", path)
