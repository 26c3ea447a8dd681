"""A network while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

from sandbox.origin import Origin
from sandbox.reach.model import (
    Account,
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


@dataclass
class TopologyDraft:
    """The objects of a topology as they are found; the names are those of `Topology`."""

    vpcs: dict[str, Vpc] = field(default_factory=dict)
    subnets: dict[str, Subnet] = field(default_factory=dict)
    route_tables: dict[str, RouteTable] = field(default_factory=dict)
    prefix_lists: dict[str, PrefixList] = field(default_factory=dict)
    internet_gateways: dict[str, InternetGateway] = field(default_factory=dict)
    egress_only_gateways: dict[str, EgressOnlyInternetGateway] = field(default_factory=dict)
    nat_gateways: dict[str, NatGateway] = field(default_factory=dict)
    peerings: dict[str, PeeringConnection] = field(default_factory=dict)
    vpc_endpoints: dict[str, VpcEndpoint] = field(default_factory=dict)
    virtual_private_gateways: dict[str, VirtualPrivateGateway] = field(default_factory=dict)
    customer_gateways: dict[str, CustomerGateway] = field(default_factory=dict)
    vpn_connections: dict[str, VpnConnection] = field(default_factory=dict)
    transit_gateways: dict[str, TransitGateway] = field(default_factory=dict)
    transit_route_tables: dict[str, TransitRouteTable] = field(default_factory=dict)
    transit_attachments: dict[tuple[str, str], TransitAttachment] = field(default_factory=dict)
    connections: dict[str, Connection] = field(default_factory=dict)
    lags: dict[str, Lag] = field(default_factory=dict)
    virtual_interfaces: dict[str, VirtualInterface] = field(default_factory=dict)
    direct_connect_gateways: dict[str, DirectConnectGateway] = field(default_factory=dict)
    direct_connect_associations: dict[str, DirectConnectAssociation] = field(default_factory=dict)
    datacentres: dict[str, DataCentre] = field(default_factory=dict)


@dataclass
class Draft(TopologyDraft):
    """The objects of a network as they are found; the names are those of `Topology` and `Network`."""

    interfaces: dict[str, NetworkInterface] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)
    groups: dict[str, SecurityGroup] = field(default_factory=dict)
    acls: dict[str, NetworkAcl] = field(default_factory=dict)
    load_balancers: dict[str, LoadBalancer] = field(default_factory=dict)
    target_groups: dict[str, TargetGroup] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unsupported: dict[str, str] = field(default_factory=dict)

    def note(self, text: str) -> None:
        """Record a part that is not read; the same text is recorded one time."""
        if text not in self.notes:
            self.notes.append(text)

    def network(self, source: str, origin: Origin | None = None) -> Network:
        """Return the network, with the default network ACL of each subnet that has no other."""
        self._associate_default_acls()
        topology = Topology(
            **{known.name: dict(getattr(self, known.name)) for known in fields(TopologyDraft)},
            network_interfaces={each.id: each.subnet for each in self.interfaces.values()},
        )
        return Network(
            source=source,
            topology=topology,
            interfaces=self.interfaces,
            instances=self.instances,
            groups=self.groups,
            acls=self.acls,
            load_balancers=self.load_balancers,
            target_groups=self.target_groups,
            accounts=self.accounts,
            notes=tuple(self.notes),
            unsupported=self.unsupported,
            origin=origin,
        )

    def _associate_default_acls(self) -> None:
        associated = {subnet for acl in self.acls.values() for subnet in acl.subnets}
        for acl in tuple(self.acls.values()):
            if acl.default:
                left = tuple(s.id for s in self.subnets.values() if s.vpc == acl.vpc and s.id not in associated)
                self.acls[acl.id] = replace(acl, subnets=(*acl.subnets, *left))
