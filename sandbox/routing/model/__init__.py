"""The topology of a network as it was configured: VPCs, gateways, transit gateways, VPNs, Direct Connect, data centres.

Data only, without I/O. Readers build it from a plan, a running endpoint or exported files; the emulated services build
it from their own state. Identifiers are AWS's; objects that are deleted, rejected or failed are left out.
"""

from sandbox.routing.model.bgp import Announcement, BgpSession
from sandbox.routing.model.datacentre import DataCentre, Router
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
from sandbox.routing.model.prefixes import Address, Prefix, PrefixList
from sandbox.routing.model.topology import Topology
from sandbox.routing.model.transit import (
    TransitAttachment,
    TransitGateway,
    TransitPrefixListReference,
    TransitRoute,
    TransitRouteTable,
)
from sandbox.routing.model.vpc import Destination, Route, RouteTable, Subnet, Target, TargetKind, Vpc
from sandbox.routing.model.vpn import CustomerGateway, VpnConnection, VpnTunnel

__all__ = [
    "Address",
    "Announcement",
    "BgpSession",
    "Connection",
    "CustomerGateway",
    "DataCentre",
    "Destination",
    "DirectConnectAssociation",
    "DirectConnectGateway",
    "EgressOnlyInternetGateway",
    "InternetGateway",
    "Lag",
    "NatGateway",
    "PeeringConnection",
    "Prefix",
    "PrefixList",
    "Route",
    "RouteTable",
    "Router",
    "Subnet",
    "Target",
    "TargetKind",
    "Topology",
    "TransitAttachment",
    "TransitGateway",
    "TransitPrefixListReference",
    "TransitRoute",
    "TransitRouteTable",
    "VirtualInterface",
    "VirtualPrivateGateway",
    "Vpc",
    "VpcEndpoint",
    "VpnConnection",
    "VpnTunnel",
]
