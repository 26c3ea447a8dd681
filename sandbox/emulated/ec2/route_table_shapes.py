"""Route tables as EC2 shows them: with the state of each route, and with propagated routes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import routes_of
from sandbox.emulated.ec2.route_shapes import shown_associations, shown_route
from sandbox.emulated.ec2.tags import shown_tags
from sandbox.emulated.ec2.vpc_topology import route_target, vpc_topology
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.topology import topology
from sandbox.routing import compute
from sandbox.routing.route_targets import RouteTargets
from sandbox.routing.routes import RouteSource, VpcRoute

DESTINATIONS = {4: "DestinationCidrBlock", 6: "DestinationIpv6CidrBlock"}


def shown_tables(call: HybridCall, tables: Iterable[Any]) -> list[dict[str, Any]]:
    """Return route tables of the caller, each with the routes that `sandbox.routing` computes for it."""
    several = list(tables)
    if not several:
        return []
    network = topology(call.state, call.resources, vpc_topology(call, several))
    routes, targets = compute(network), RouteTargets(network)
    return [_shown(call, table, targets, routes.vpc_tables[table.id]) for table in several]


def _shown(call: HybridCall, table: Any, targets: RouteTargets, computed: tuple[VpcRoute, ...]) -> dict[str, Any]:
    propagated = [_propagated(it) for it in reversed(computed) if it.source is RouteSource.PROPAGATED]
    return {
        "Associations": shown_associations(table),
        "PropagatingVgws": [{"GatewayId": id_} for id_ in _propagating(call, table)],
        "RouteTableId": table.id,
        "Routes": [_written(call, table, it, targets) for it in list(routes_of(table).values())] + propagated,
        "Tags": shown_tags(call, table.id),
        "VpcId": table.vpc_id,
        "OwnerId": table.owner_id,
    }


def _written(call: HybridCall, table: Any, route: Any, targets: RouteTargets) -> dict[str, Any]:
    target = route_target(route)
    carrier = route.carrier_gateway is not None
    works = target.id in backend.of(call).carrier_gateways if carrier else not targets.problem(table.vpc_id, target)
    return shown_route(call, route) | {"State": "active" if works else "blackhole"}


def _propagated(route: VpcRoute) -> dict[str, Any]:
    return {
        DESTINATIONS[route.destination.version]: str(route.destination),
        "GatewayId": route.target.id,
        "Origin": "EnableVgwRoutePropagation",
        "State": "active",
    }


def _propagating(call: HybridCall, table: Any) -> list[str]:
    """Return the gateways of the table's VPC that propagate into it."""
    gateways = call.resources.virtual_gateways()
    enabled = sorted(call.transit.vgw_propagation.get(table.id, ()))
    return [id_ for id_ in enabled if (found := gateways.get(id_)) and found.vpc == table.vpc_id]
