"""Route tables of VPCs and the targets of their routes, as moto keeps them, in the topology."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import associations_of, routes_of
from sandbox.emulated.ec2.nat_gateway_store import settled as nat_gateways
from sandbox.emulated.ec2.peering_states import settled, status_of
from sandbox.emulated.ec2.route_shapes import NAT_GATEWAY_IN_USE, destination, target
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.routing import model as routing
from sandbox.routing.model import TargetKind

KINDS = {
    "NatGatewayId": TargetKind.NAT_GATEWAY,
    "TransitGatewayId": TargetKind.TRANSIT_GATEWAY,
    "EgressOnlyInternetGatewayId": TargetKind.EGRESS_ONLY_INTERNET_GATEWAY,
    "VpcPeeringConnectionId": TargetKind.PEERING_CONNECTION,
    "NetworkInterfaceId": TargetKind.NETWORK_INTERFACE,
}
"""Member of a route in the API -> kind of its target; that of `GatewayId` depends on the id."""
GATEWAY_KINDS = {
    "local": TargetKind.LOCAL,
    "igw": TargetKind.INTERNET_GATEWAY,
    "vgw": TargetKind.VIRTUAL_PRIVATE_GATEWAY,
    "vpce": TargetKind.VPC_ENDPOINT,
}
"""Beginning of a gateway's id -> kind."""


def vpc_topology(call: HybridCall, tables: Iterable[Any]) -> routing.Topology:
    """Return route tables of the caller with their VPCs, and all that the caller's routes may lead to."""
    own = backend.of(call)
    shown = list(tables)
    return routing.Topology(
        vpcs={id_: _vpc(call, own.vpcs[id_]) for id_ in {it.vpc_id for it in shown} if id_ in own.vpcs},
        route_tables={it.id: _table(call, it) for it in shown},
        prefix_lists=_prefix_lists(call, shown),
        internet_gateways={
            it.id: routing.InternetGateway(it.id, call.account, it.vpc.id if it.vpc else None)
            for it in list(own.internet_gateways.values())
        },
        egress_only_gateways={
            it.id: routing.EgressOnlyInternetGateway(it.id, call.account, it.vpc_id)
            for it in list(own.egress_only_internet_gateways.values())
        },
        nat_gateways={
            it.id: routing.NatGateway(it.id, call.account, it.vpc_id, it.subnet_id, ())
            for it in nat_gateways(call)
            if it.state in NAT_GATEWAY_IN_USE
        },
        peerings={
            it.id: routing.PeeringConnection(it.id, it.vpc.id, it.peer_vpc.id, status_of(it) == "active")
            for it in settled(call)
        },
        vpc_endpoints={it.id: _endpoint(call, it) for it in list(own.vpc_end_points.values())},
        network_interfaces={it.id: it.subnet.id for it in list(own.enis.values()) if _works(it)},
    )


def route_target(route: Any) -> routing.Target:
    """Return the target of moto's route."""
    ((member, id_),) = target(route).items()
    kind = KINDS.get(member) or GATEWAY_KINDS.get(id_.partition("-")[0], TargetKind.UNSUPPORTED)
    return routing.Target(kind, id_)


def _vpc(call: HybridCall, vpc: Any) -> routing.Vpc:
    blocks = (*vpc.get_cidr_block_association_set(), *vpc.get_cidr_block_association_set(ipv6=True))
    cidrs = tuple(ip_network(it["cidr_block"]) for it in blocks)
    return routing.Vpc(vpc.id, call.account, call.region, vpc.id, cidrs)


def _table(call: HybridCall, table: Any) -> routing.RouteTable:
    members = list(associations_of(table).values())
    return routing.RouteTable(
        id=table.id,
        vpc=table.vpc_id,
        routes=tuple(routing.Route(_destination(it), route_target(it)) for it in list(routes_of(table).values())),
        main=table.main_association_id is not None,
        subnets=tuple(it for it in members if it.startswith("subnet-")),
        gateways=tuple(it for it in members if not it.startswith("subnet-")),
        propagating=tuple(call.transit.vgw_propagation.get(table.id, ())),
    )


def _destination(route: Any) -> routing.Destination:
    ((member, value),) = destination(route).items()
    return value if member == "DestinationPrefixListId" else ip_network(value)


def _prefix_lists(call: HybridCall, tables: Iterable[Any]) -> dict[str, routing.PrefixList]:
    routes = [it for table in tables for it in list(routes_of(table).values())]
    found = {}
    for id_ in {it.destination_prefix_list.id for it in routes if it.destination_prefix_list is not None}:
        listed = call.resources.prefix_list(call.account, call.region, id_)
        if listed is not None:
            entries = tuple(map(ip_network, listed.cidrs))
            found[id_] = routing.PrefixList(id_, listed.owner, call.region, id_, entries)
    return found


def _endpoint(call: HybridCall, it: Any) -> routing.VpcEndpoint:
    return routing.VpcEndpoint(
        id=it.id,
        account=call.account,
        region=call.region,
        vpc=it.vpc_id,
        type=it.vpc_endpoint_type or "Gateway",
        service=it.service_name,
        available=it.state == "available",
    )


def _works(interface: Any) -> bool:
    state = interface.instance._state.name if interface.instance is not None else "running"  # noqa: SLF001
    return bool(state in {"pending", "running"})
