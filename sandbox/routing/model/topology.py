"""The whole topology: every object by its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.routing.model.datacentre import DataCentre
from sandbox.routing.model.direct_connect import (
    Connection,
    DirectConnectAssociation,
    DirectConnectGateway,
    Lag,
    VirtualInterface,
)
from sandbox.routing.model.gateways import (
    EgressOnlyInternetGateway,
    InternetGateway,
    NatGateway,
    PeeringConnection,
    VirtualPrivateGateway,
    VpcEndpoint,
)
from sandbox.routing.model.prefixes import PrefixList
from sandbox.routing.model.transit import TransitAttachment, TransitGateway, TransitRouteTable
from sandbox.routing.model.vpc import RouteTable, Subnet, Vpc
from sandbox.routing.model.vpn import CustomerGateway, VpnConnection


@dataclass(frozen=True)
class Topology:
    """The routed part of a network, of any number of accounts and Regions; mappings are by id."""

    vpcs: Mapping[str, Vpc] = field(default_factory=dict)
    subnets: Mapping[str, Subnet] = field(default_factory=dict)
    route_tables: Mapping[str, RouteTable] = field(default_factory=dict)
    prefix_lists: Mapping[str, PrefixList] = field(default_factory=dict)
    internet_gateways: Mapping[str, InternetGateway] = field(default_factory=dict)
    egress_only_gateways: Mapping[str, EgressOnlyInternetGateway] = field(default_factory=dict)
    nat_gateways: Mapping[str, NatGateway] = field(default_factory=dict)
    peerings: Mapping[str, PeeringConnection] = field(default_factory=dict)
    vpc_endpoints: Mapping[str, VpcEndpoint] = field(default_factory=dict)
    virtual_private_gateways: Mapping[str, VirtualPrivateGateway] = field(default_factory=dict)
    customer_gateways: Mapping[str, CustomerGateway] = field(default_factory=dict)
    vpn_connections: Mapping[str, VpnConnection] = field(default_factory=dict)
    transit_gateways: Mapping[str, TransitGateway] = field(default_factory=dict)
    transit_route_tables: Mapping[str, TransitRouteTable] = field(default_factory=dict)
    transit_attachments: Mapping[tuple[str, str], TransitAttachment] = field(default_factory=dict)
    """By (id of the transit gateway, id of the attachment): both ends of a peering have one id."""
    connections: Mapping[str, Connection] = field(default_factory=dict)
    lags: Mapping[str, Lag] = field(default_factory=dict)
    virtual_interfaces: Mapping[str, VirtualInterface] = field(default_factory=dict)
    direct_connect_gateways: Mapping[str, DirectConnectGateway] = field(default_factory=dict)
    direct_connect_associations: Mapping[str, DirectConnectAssociation] = field(default_factory=dict)
    datacentres: Mapping[str, DataCentre] = field(default_factory=dict)
    """By name."""
    network_interfaces: Mapping[str, str] = field(default_factory=dict)
    """Id of each network interface that a route may lead to -> its subnet's id."""
