"""The engine's network as one topology.

Sessions are as their state machines left them: one that is not up announces nothing. Resources that are gone, or not
there yet, are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from ipaddress import ip_network

from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway
from sandbox.emulated.hybrid_network.model import HybridNetwork, ResourceLookup
from sandbox.emulated.hybrid_network.topology import direct_connect, transit, vpn
from sandbox.routing import compute
from sandbox.routing import model as routing
from sandbox.routing.routes import Routes


def computed(network: HybridNetwork, resources: ResourceLookup) -> Routes:
    """Return all routes of the network as it is, but for those of VPCs' tables."""
    return compute(topology(network, resources))


def topology(
    network: HybridNetwork, resources: ResourceLookup, part: routing.Topology | None = None
) -> routing.Topology:
    """Return the network: gateways, attachments, lines and VPN connections.

    `part` adds route tables of VPCs and the targets of their routes.
    """
    whole = _without_vpcs(network, resources)
    return _with(whole, part) if part else whole


def _without_vpcs(network: HybridNetwork, resources: ResourceLookup) -> routing.Topology:
    gateways = resources.virtual_gateways()
    state = network.direct_connect
    return routing.Topology(
        vpcs=_vpcs(gateways.values()) | transit.attached_vpcs(network.transit, resources),
        prefix_lists=transit.referenced_prefix_lists(network.transit, resources),
        virtual_private_gateways={
            it.id: routing.VirtualPrivateGateway(it.id, it.owner, it.region, it.vpc, it.asn) for it in gateways.values()
        },
        customer_gateways=vpn.customer_gateways(network),
        vpn_connections=vpn.vpn_connections(network),
        transit_gateways=transit.transit_gateways(network.transit),
        transit_route_tables=transit.transit_tables(network.transit),
        transit_attachments=transit.transit_attachments(network),
        connections=direct_connect.connections(state),
        lags=direct_connect.lags(state),
        virtual_interfaces=direct_connect.virtual_interfaces(state, {it.id: it.asn for it in gateways.values()}),
        direct_connect_gateways=direct_connect.direct_connect_gateways(state),
        direct_connect_associations=direct_connect.associations(state),
    )


def _vpcs(gateways: Iterable[AssociatedGateway]) -> dict[str, routing.Vpc]:
    """Return the VPCs that virtual private gateways are attached to."""
    return {
        it.vpc: routing.Vpc(it.vpc, it.owner, it.region, it.vpc, tuple(map(ip_network, it.cidrs)))
        for it in gateways
        if it.vpc
    }


def _with(whole: routing.Topology, part: routing.Topology) -> routing.Topology:
    return replace(
        whole,
        vpcs={**whole.vpcs, **part.vpcs},
        prefix_lists={**whole.prefix_lists, **part.prefix_lists},
        route_tables=part.route_tables,
        internet_gateways=part.internet_gateways,
        egress_only_gateways=part.egress_only_gateways,
        nat_gateways=part.nat_gateways,
        peerings=part.peerings,
        vpc_endpoints=part.vpc_endpoints,
        network_interfaces=part.network_interfaces,
    )
