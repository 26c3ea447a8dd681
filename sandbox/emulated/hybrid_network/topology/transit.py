"""Transit gateways, their route tables and attachments in the topology."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from sandbox.emulated.hybrid_network.model import HybridNetwork, ResourceLookup
from sandbox.emulated.hybrid_network.topology.announcements import announced
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    GONE,
    TransitGateway,
    TransitGatewayAttachment,
    TransitNetwork,
    TransitRouteTable,
)
from sandbox.routing import model as routing

CARRYING = frozenset({"available", "modifying"})
"""States of an attachment that carries packets."""


def transit_gateways(network: TransitNetwork) -> dict[str, routing.TransitGateway]:
    """Return the transit gateways, by id."""
    return {it.id: _transit_gateway(it) for it in network.gateways.values() if it.state not in GONE}


def transit_tables(network: TransitNetwork) -> dict[str, routing.TransitRouteTable]:
    """Return the route tables with their static routes, by id."""
    return {it.id: _transit_table(network, it) for it in network.tables.values() if it.state not in GONE}


def transit_attachments(network: HybridNetwork) -> dict[tuple[str, str], routing.TransitAttachment]:
    """Return the attachments, by transit gateway and id."""
    return {
        (it.gateway, it.id): _attachment(network, it)
        for it in network.transit.attachments.values()
        if it.state not in GONE and it.gateway in network.transit.gateways
    }


def attached_vpcs(network: TransitNetwork, resources: ResourceLookup) -> dict[str, routing.Vpc]:
    """Return the VPCs that are attached to transit gateways, of all accounts."""
    found = {}
    for it in network.attachments.values():
        gateway = network.gateways.get(it.gateway)
        if it.type == "vpc" and it.state not in GONE and gateway is not None:
            vpc = resources.vpc(it.resource_owner, gateway.region, it.resource)
            if vpc is not None:
                cidrs = tuple(map(ip_network, (*vpc.cidrs, *vpc.ipv6_cidrs)))
                found[it.resource] = routing.Vpc(it.resource, it.resource_owner, gateway.region, it.resource, cidrs)
    return found


def referenced_prefix_lists(network: TransitNetwork, resources: ResourceLookup) -> dict[str, routing.PrefixList]:
    """Return the lists to which transit gateways' tables refer."""
    found = {}
    for table in network.tables.values():
        gateway = network.gateways.get(table.gateway)
        if gateway is None:
            continue
        for id_ in table.prefix_lists:
            listed = resources.prefix_list(gateway.owner, gateway.region, id_)
            if listed is not None:
                entries = tuple(map(ip_network, listed.cidrs))
                found[id_] = routing.PrefixList(id_, listed.owner, gateway.region, id_, entries)
    return found


def _transit_gateway(it: TransitGateway) -> routing.TransitGateway:
    return routing.TransitGateway(
        id=it.id,
        account=it.owner,
        region=it.region,
        asn=it.asn,
        vpn_ecmp=it.options["VpnEcmpSupport"] == "enable",
        group_references=it.options["SecurityGroupReferencingSupport"] == "enable",
        cidrs=tuple(map(ip_network, it.cidr_blocks)),
    )


def _transit_table(network: TransitNetwork, it: TransitRouteTable) -> routing.TransitRouteTable:
    def id_of(key: str | None) -> str | None:
        found = network.attachments.get(key) if key else None
        return found.id if found else key

    return routing.TransitRouteTable(
        id=it.id,
        gateway=it.gateway,
        routes=tuple(
            routing.TransitRoute(ip_network(route.cidr), id_of(route.attachment)) for route in it.routes.values()
        ),
        references=tuple(
            routing.TransitPrefixListReference(reference.prefix_list, id_of(reference.attachment))
            for reference in it.prefix_lists.values()
        ),
    )


def _attachment(network: HybridNetwork, it: TransitGatewayAttachment) -> routing.TransitAttachment:
    linked = it.association is not None and it.association.state == "associated"
    return routing.TransitAttachment(
        id=it.id,
        gateway=it.gateway,
        type=it.type,
        resource=it.transport or it.resource,
        account=it.resource_owner,
        available=it.state in CARRYING,
        table=it.association.table if it.association and linked else None,
        propagates_to=tuple(table for table, link in it.propagations.items() if link.state == "enabled"),
        subnets=tuple(it.subnets),
        appliance_mode=it.options.get("ApplianceModeSupport") == "enable",
        group_references=it.options.get("SecurityGroupReferencingSupport") == "enable",
        ipv6=it.options.get("Ipv6Support") == "enable",
        sessions=_connect_sessions(network, it) if it.type == "connect" else (),
        created=it.created,
    )


def _connect_sessions(network: HybridNetwork, attachment: TransitGatewayAttachment) -> tuple[routing.BgpSession, ...]:
    gateway = network.transit.gateways[attachment.gateway]
    return tuple(
        routing.BgpSession(
            id=f"{peer.id}/{number}",
            family=4,
            amazon_asn=gateway.asn,
            customer_asn=peer.peer_asn,
            amazon_address=ip_address(session.amazon_address),
            customer_address=ip_address(session.peer_address),
            announcements=announced(peer.received),
            problems=() if session.status == "up" else ("the session is down",),
        )
        for peer in network.transit.connect_peers_of(attachment.key)
        for number, session in enumerate(peer.sessions, 1)
    )
