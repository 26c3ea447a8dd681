"""The routes of VPCs' route tables.

VPC User Guide, "How route priority works", https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sandbox.routing.model import Prefix, Route, RouteTable, Target, TargetKind, Topology, Vpc
from sandbox.routing.prefix_order import covers, most_specific_first
from sandbox.routing.route_targets import RouteTargets
from sandbox.routing.routes import LearnedRoute, RouteSource, VpcRoute

PROPAGATED_ROUTES = 100
"""Propagated routes that a route table takes (VPC User Guide, "Quotas": "BGP advertised routes per route table",
https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html)."""

LOCAL = Target(TargetKind.LOCAL, "local")


def vpc_table(
    topology: Topology,
    targets: RouteTargets,
    table: RouteTable,
    learned: Mapping[str, tuple[LearnedRoute, ...]],
    problems: list[str],
) -> tuple[tuple[VpcRoute, ...], tuple[VpcRoute, ...]]:
    """Return the routes in effect, one a destination and most specific first, and those that others override.

    For one destination: local or static, then an entry of a prefix list, then propagated. A propagated route inside a
    local one is never used, "even if the propagated routes are more specific" (Site-to-Site VPN User Guide, "Route
    priority", https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html).
    """
    vpc = topology.vpcs.get(table.vpc)
    candidates = [*_written(topology, targets, table, vpc, problems), *_propagated(topology, table, learned, problems)]
    local = vpc.cidrs if vpc else ()
    effective: dict[Prefix, VpcRoute] = {}
    overridden = []
    for route in candidates:
        before = effective.get(route.destination)
        if route.source is RouteSource.PROPAGATED and any(covers(it, route.destination) for it in local):
            overridden.append(replace(route, reason="the local route is preferred"))
        elif before is not None:
            overridden.append(replace(route, reason=f"overridden by the route to {before.target.id}"))
        else:
            effective[route.destination] = route
    return _sorted(effective.values()), _sorted(overridden)


def _written(
    topology: Topology, targets: RouteTargets, table: RouteTable, vpc: Vpc | None, problems: list[str]
) -> Iterable[VpcRoute]:
    """Yield the local routes and the static ones, those of prefix lists last.

    A table has a local route for each range of its VPC, of both families, whose target may be replaced (VPC User
    Guide, "Route table concepts", https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html). Of prefix
    lists with one entry in common "we randomly choose which route takes priority": here the first by id.
    """
    written = {it.destination for it in table.routes}
    for cidr in vpc.cidrs if vpc else ():
        if cidr not in written:
            yield VpcRoute(destination=cidr, target=LOCAL, source=RouteSource.LOCAL, active=True)
    for route in table.routes:
        if not isinstance(route.destination, str):
            yield _route(targets, table, route, route.destination)
    lists = [it for it in table.routes if isinstance(it.destination, str)]
    for route in sorted(lists, key=lambda it: (str(it.destination), it.target.id)):
        listed = topology.prefix_lists.get(str(route.destination))
        if listed is None:
            problems.append(f"{table.id}: no prefix list {route.destination}")
            continue
        for prefix in listed.entries:
            yield replace(_route(targets, table, route, prefix), prefix_list=listed.id)


def _route(targets: RouteTargets, table: RouteTable, route: Route, destination: Prefix) -> VpcRoute:
    reason = targets.problem(table.vpc, route.target)
    return VpcRoute(
        destination=destination,
        target=route.target,
        source=RouteSource.LOCAL if route.target.kind is TargetKind.LOCAL else RouteSource.STATIC,
        active=not reason,
        reason=reason,
        origin=route.origin,
    )


def _propagated(
    topology: Topology,
    table: RouteTable,
    learned: Mapping[str, tuple[LearnedRoute, ...]],
    problems: list[str],
) -> Iterable[VpcRoute]:
    """Yield what the VPC's virtual private gateway learned, where the table has its propagation on.

    VPC User Guide, "Route propagation",
    https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html.
    """
    for id_ in sorted(table.propagating):
        gateway = topology.virtual_private_gateways.get(id_)
        if gateway is None or gateway.vpc != table.vpc:
            continue
        routes = learned.get(id_, ())
        if len(routes) > PROPAGATED_ROUTES:
            problems.append(f"{table.id}: {len(routes)} propagated routes, the quota is {PROPAGATED_ROUTES}")
        target = Target(TargetKind.VIRTUAL_PRIVATE_GATEWAY, id_)
        origin = table.association_origins.get(id_)
        for route in routes:
            yield VpcRoute(
                destination=route.destination, target=target, source=RouteSource.PROPAGATED, active=True, origin=origin
            )


def _sorted(routes: Iterable[VpcRoute]) -> tuple[VpcRoute, ...]:
    return tuple(sorted(routes, key=lambda it: (*most_specific_first(it.destination), it.target.id)))
