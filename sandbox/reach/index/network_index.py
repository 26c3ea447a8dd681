"""Lookups of a network: tables and ACLs of subnets, interfaces by address, attachments by VPC and zone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from ipaddress import IPv4Address

from sandbox.reach.filters import CompiledAcl, CompiledGroup
from sandbox.reach.headers import Interval, address_interval, family_of, prefix_interval, without
from sandbox.reach.headers.ranges import FAMILIES, Family
from sandbox.reach.index.hybrid import HybridIndex
from sandbox.reach.model import InterfaceKind, LoadBalancer, Network, NetworkAcl, NetworkInterface
from sandbox.reach.space import public_intervals
from sandbox.routing.model import Address, RouteTable, Subnet, TransitAttachment
from sandbox.routing.routes import Routes


class NetworkIndex:
    """A network with its routes, and its objects by what refers to them."""

    def __init__(self, network: Network, routes: Routes) -> None:
        self.network = network
        self.topology = network.topology
        self.routes = routes
        self.hybrid = HybridIndex(network.topology)
        self._acls: dict[str, CompiledAcl] = {}
        self._groups: dict[str, CompiledGroup] = {}

    @cached_property
    def interfaces(self) -> dict[str, NetworkInterface]:
        """All interfaces by id, those of NAT gateways and load balancers too where the source has none."""
        found = dict(self.network.interfaces)
        held = {(i.vpc, address): i.id for i in found.values() for address in i.addresses}
        for gateway in self.topology.nat_gateways.values():
            public = dict(zip(gateway.addresses, _version4(gateway.public_addresses), strict=False))
            known = next((held[gateway.vpc, a] for a in gateway.addresses if (gateway.vpc, a) in held), None)
            if known is not None:
                found[known] = replace(
                    found[known],
                    kind=InterfaceKind.NAT_GATEWAY,
                    attached_to=gateway.id,
                    source_dest_check=False,
                    public_addresses={**public, **found[known].public_addresses},
                )
            else:
                found[gateway.id] = NetworkInterface(
                    gateway.id,
                    gateway.account,
                    gateway.vpc,
                    gateway.subnet,
                    gateway.addresses,
                    public_addresses=public,
                    kind=InterfaceKind.NAT_GATEWAY,
                    source_dest_check=False,
                    attached_to=gateway.id,
                    origin=gateway.origin,
                )
        return found

    @cached_property
    def by_address(self) -> dict[tuple[str, Address], NetworkInterface]:
        """Interfaces by VPC and private address."""
        return {(i.vpc, address): i for i in self.interfaces.values() for address in i.addresses}

    def at_address(self, vpc: str, family: Family, address: int) -> NetworkInterface | None:
        """Return the interface with a private address in a VPC."""
        return self._by_number.get((vpc, family, address))

    @cached_property
    def _by_number(self) -> dict[tuple[str, Family, int], NetworkInterface]:
        return {(vpc, family_of(a), int(a)): interface for (vpc, a), interface in self.by_address.items()}

    @cached_property
    def by_vpc(self) -> dict[str, list[tuple[Family, Interval, NetworkInterface]]]:
        """Addresses with their interfaces by VPC."""
        found = defaultdict(list)
        for (vpc, address), interface in self.by_address.items():
            found[vpc].append((family_of(address), address_interval(address), interface))
        return dict(found)

    @cached_property
    def by_public_address(self) -> dict[Address, tuple[NetworkInterface, Address]]:
        """Interfaces with their private address by public address."""
        return {
            public: (interface, private)
            for interface in self.interfaces.values()
            for private, public in interface.public_addresses.items()
        }

    def internet(self, family: Family) -> tuple[Interval, ...]:
        """Return the addresses of the internet that are neither the network's own nor of AWS's prefix lists.

        Clients on the internet have none of a gateway endpoint's addresses, whose responses would take the endpoint.
        """
        return self._internet[family]

    @cached_property
    def _internet(self) -> dict[Family, tuple[Interval, ...]]:
        own = [(a.version, address_interval(a)) for a in self.by_public_address]
        own += [(c.version, prefix_interval(c)) for vpc in self.topology.vpcs.values() for c in vpc.cidrs]
        lists = (listed for listed in self.topology.prefix_lists.values() if listed.max_entries is None)
        own += [(entry.version, prefix_interval(entry)) for listed in lists for entry in listed.entries]
        return {
            family: without(public_intervals(family), (interval for version, interval in own if version == family))
            for family in FAMILIES
        }

    @cached_property
    def members(self) -> dict[str, tuple[NetworkInterface, ...]]:
        """Interfaces by security group."""
        found = defaultdict(list)
        for interface in self.interfaces.values():
            for group in interface.groups:
                found[group].append(interface)
        return {group: tuple(interfaces) for group, interfaces in found.items()}

    @cached_property
    def subnets_of_vpc(self) -> dict[str, tuple[Subnet, ...]]:
        """Subnets by VPC."""
        found = defaultdict(list)
        for subnet in self.topology.subnets.values():
            found[subnet.vpc].append(subnet)
        return {vpc: tuple(subnets) for vpc, subnets in found.items()}

    @cached_property
    def _tables(self) -> tuple[dict[str, RouteTable], dict[str, RouteTable], dict[str, RouteTable]]:
        explicit, main, edge = {}, {}, {}
        for table in self.topology.route_tables.values():
            explicit.update(dict.fromkeys(table.subnets, table))
            edge.update(dict.fromkeys(table.gateways, table))
            if table.main:
                main[table.vpc] = table
        return explicit, main, edge

    def table_of(self, subnet: Subnet) -> RouteTable | None:
        """Return the route table of a subnet: its own, else the VPC's main one."""
        explicit, main, _ = self._tables
        return explicit.get(subnet.id) or main.get(subnet.vpc)

    def edge_table_of(self, gateway: str) -> RouteTable | None:
        """Return the route table with an edge association to a gateway."""
        return self._tables[2].get(gateway)

    @cached_property
    def _acls_by_subnet(self) -> tuple[dict[str, NetworkAcl], dict[str, NetworkAcl]]:
        by_subnet, default = {}, {}
        for acl in self.network.acls.values():
            by_subnet.update(dict.fromkeys(acl.subnets, acl))
            if acl.default:
                default[acl.vpc] = acl
        return by_subnet, default

    def acl_of(self, subnet: Subnet) -> CompiledAcl | None:
        """Return the network ACL of a subnet; None where the source has neither its own nor the VPC's default one."""
        by_subnet, default = self._acls_by_subnet
        acl = by_subnet.get(subnet.id) or default.get(subnet.vpc)
        if acl is None:
            return None
        if acl.id not in self._acls:
            self._acls[acl.id] = CompiledAcl(acl)
        return self._acls[acl.id]

    def group(self, group: str) -> CompiledGroup | None:
        """Return a security group, compiled."""
        if group not in self._groups:
            found = self.network.groups.get(group)
            if found is None:
                return None
            self._groups[group] = CompiledGroup(found, self.topology.prefix_lists)
        return self._groups[group]

    @cached_property
    def vpc_attachments(self) -> dict[tuple[str, str], TransitAttachment]:
        """VPC attachments by transit gateway and VPC."""
        return {
            (found.gateway, found.resource): found
            for found in self.topology.transit_attachments.values()
            if found.type == "vpc"
        }

    def attachment_of(self, gateway: str, resource: str | None) -> str | None:
        """Return the id of an available attachment of a resource to a transit gateway."""
        for found in self.topology.transit_attachments.values():
            if (found.gateway, found.resource) == (gateway, resource) and found.available:
                return found.id
        return None

    @cached_property
    def internet_gateways(self) -> dict[str, str]:
        """Internet gateways by VPC."""
        return {g.vpc: g.id for g in self.topology.internet_gateways.values() if g.vpc}

    @cached_property
    def peered(self) -> frozenset[frozenset[str]]:
        """Pairs of VPCs with an active peering connection."""
        return frozenset(
            frozenset((p.requester_vpc, p.accepter_vpc)) for p in self.topology.peerings.values() if p.active
        )

    @staticmethod
    def unknown_host(subnet: Subnet) -> NetworkInterface:
        """Return an interface for the addresses of a subnet that no known interface has."""
        return NetworkInterface(
            f"{subnet.id}/host", subnet.account, subnet.vpc, subnet.id, (), kind=InterfaceKind.OTHER, name=subnet.name
        )

    def load_balancer_interfaces(self, balancer: LoadBalancer) -> tuple[NetworkInterface, ...]:
        """Return the interfaces of a load balancer, one without address a subnet where the source has none."""
        known = tuple(self.interfaces[i] for i in balancer.interfaces if i in self.interfaces)
        if known:
            return tuple(replace(i, kind=InterfaceKind.LOAD_BALANCER, groups=balancer.groups) for i in known)
        return tuple(
            NetworkInterface(
                f"{balancer.name}@{subnet}",
                balancer.account,
                balancer.vpc,
                subnet,
                _inside(self, subnet, balancer),
                balancer.groups,
                kind=InterfaceKind.LOAD_BALANCER,
                name=balancer.name,
                attached_to=balancer.id,
                origin=balancer.origin,
            )
            for subnet in balancer.subnets
        )


def _inside(index: NetworkIndex, subnet: str, balancer: LoadBalancer) -> tuple[Address, ...]:
    found = index.topology.subnets.get(subnet)
    return tuple(a for a in balancer.addresses if found and any(a in c for c in found.cidrs if c.version == a.version))


def _version4(addresses: tuple[Address, ...]) -> list[IPv4Address]:
    return [address for address in addresses if isinstance(address, IPv4Address)]
