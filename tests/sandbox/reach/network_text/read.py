"""Read a network from text."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.reach.model import (
    Instance,
    LoadBalancer,
    Network,
    NetworkAcl,
    NetworkInterface,
    SecurityGroup,
    TargetGroup,
)
from sandbox.routing.model import (
    Connection,
    CustomerGateway,
    DataCentre,
    DirectConnectAssociation,
    DirectConnectGateway,
    EgressOnlyInternetGateway,
    InternetGateway,
    Lag,
    NatGateway,
    PeeringConnection,
    PrefixList,
    RouteTable,
    Subnet,
    Topology,
    TransitAttachment,
    TransitGateway,
    TransitRouteTable,
    VirtualInterface,
    VirtualPrivateGateway,
    Vpc,
    VpcEndpoint,
    VpnConnection,
)
from tests.sandbox.reach.network_text import balancers, filters, hybrid, vpcs
from tests.sandbox.reach.network_text.statement import READERS, BadStatement, Draft, Statement

__all__ = ["BadStatement", "network", "read_lines"]

_LOADED = (balancers, filters, hybrid, vpcs)
"""Importing them registers their statements."""


def lines_of(text: str) -> list[str]:
    """Return the statements of a text, without blank lines and comments."""
    stripped = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in stripped if line]


def network(text: str) -> Network:
    """Return the network that a text describes."""
    return read_lines(lines_of(text))


def read_lines(lines: Iterable[str]) -> Network:
    """Return the network of these lines; an object is defined before it is used."""
    draft = Draft()
    for line in lines:
        one = Statement.read(line)
        if one.word not in READERS:
            raise BadStatement(f"No statement {one.word!r}: {sorted(READERS)}.")
        READERS[one.word](draft, one)
    filters.add_defaults(draft)
    interfaces = draft.all(NetworkInterface)
    attachments = {(a.gateway, a.id): a for a in draft.all(TransitAttachment).values()}
    topology = Topology(
        vpcs=draft.all(Vpc),
        subnets=draft.all(Subnet),
        route_tables=draft.all(RouteTable),
        prefix_lists=draft.all(PrefixList),
        internet_gateways=draft.all(InternetGateway),
        egress_only_gateways=draft.all(EgressOnlyInternetGateway),
        nat_gateways=draft.all(NatGateway),
        peerings=draft.all(PeeringConnection),
        vpc_endpoints=draft.all(VpcEndpoint),
        virtual_private_gateways=draft.all(VirtualPrivateGateway),
        customer_gateways=draft.all(CustomerGateway),
        vpn_connections=draft.all(VpnConnection),
        transit_gateways=draft.all(TransitGateway),
        transit_route_tables=draft.all(TransitRouteTable),
        transit_attachments=attachments,
        connections=draft.all(Connection),
        lags=draft.all(Lag),
        virtual_interfaces=draft.all(VirtualInterface),
        direct_connect_gateways=draft.all(DirectConnectGateway),
        direct_connect_associations=draft.all(DirectConnectAssociation),
        datacentres=draft.all(DataCentre),
        network_interfaces={one.id: one.subnet for one in interfaces.values()},
    )
    instances = {
        one.attached_to: Instance(one.attached_to, one.account, (one.id,), one.name)
        for one in interfaces.values()
        if one.attached_to.startswith("i-")
    }
    return Network(
        "text",
        topology,
        interfaces,
        instances,
        draft.all(SecurityGroup),
        draft.all(NetworkAcl),
        draft.all(LoadBalancer),
        draft.all(TargetGroup),
    )
