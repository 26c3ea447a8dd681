"""The caller's network in the model of `sandbox.reach`, from moto's records and those of the hybrid network.

Of other accounts it has what is connected to the caller's: transit gateways and VPCs attached to them, no subnets.
Load balancers are left out, and IPv6 addresses of interfaces: analyses are of IPv4 ("How Reachability Analyzer works",
section "Considerations").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

from sandbox.emulated.ec2 import backend, vpc_endpoint_store
from sandbox.emulated.ec2.interface_shapes import shown_interface
from sandbox.emulated.ec2.nat_gateway_store import settled as nat_gateways
from sandbox.emulated.ec2.nat_gateway_store import shown_addresses
from sandbox.emulated.ec2.reachability_filters import network_acls, security_groups
from sandbox.emulated.ec2.vpc_topology import vpc_topology
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.topology import topology
from sandbox.reach.model import Instance, InterfaceKind, Network, NetworkInterface
from sandbox.routing import model as routing

ALIVE = frozenset({"pending", "running", "stopping", "stopped"})
_KINDS: Mapping[str, InterfaceKind] = {
    "interface": InterfaceKind.INTERFACE,
    "efa": InterfaceKind.INTERFACE,
    "nat_gateway": InterfaceKind.NAT_GATEWAY,
    "network_load_balancer": InterfaceKind.LOAD_BALANCER,
    "gateway_load_balancer": InterfaceKind.LOAD_BALANCER,
    "vpc_endpoint": InterfaceKind.VPC_ENDPOINT,
    "gateway_load_balancer_endpoint": InterfaceKind.VPC_ENDPOINT,
    "transit_gateway": InterfaceKind.TRANSIT_GATEWAY,
}


def reachability_network(call: HybridCall) -> Network:
    """Return the caller's network at the time of the call."""
    tables = list(backend.of(call).route_tables.values())
    groups = {it.id: it for it in security_groups(call)}
    whole = topology(call.state, call.resources, vpc_topology(call, tables))
    endpoints = [vpc_endpoint_store.shown(call, it) for it in vpc_endpoint_store.endpoints(call)]
    known = {**whole.vpc_endpoints, **{it.id: it for it in map(_endpoint, endpoints)}}
    lists = {rule.peer for group in groups.values() for rule in group.rules if str(rule.peer).startswith("pl-")}
    instances = {it.id: it for it in _instances(call)}
    owners = {id_: it.id for it in instances.values() for id_ in it.interfaces}
    owners |= {id_: it.id for it in known.values() for id_ in it.interfaces}
    gateways = {it.id: it for it in nat_gateways(call)}
    return Network(
        source="ec2",
        topology=replace(
            whole,
            subnets={it.id: _subnet(call, it) for it in backend.subnets(call)},
            nat_gateways={id_: _with_addresses(it, gateways[id_]) for id_, it in whole.nat_gateways.items()},
            vpc_endpoints=known,
            prefix_lists={**_prefix_lists(call, map(str, lists)), **whole.prefix_lists},
        ),
        interfaces={it.id: _interface(call, it, owners) for it in list(backend.of(call).enis.values())},
        instances=instances,
        groups=groups,
        acls={it.id: it for it in network_acls(call)},
    )


def _subnet(call: HybridCall, it: Any) -> routing.Subnet:
    blocks = (it.cidr_block, *(each["ipv6CidrBlock"] for each in it.ipv6_cidr_block_associations.values()))
    cidrs = tuple(ip_network(block) for block in blocks if block)
    return routing.Subnet(it.id, it.vpc_id, call.account, call.region, it.availability_zone, cidrs)


def _with_addresses(gateway: routing.NatGateway, kept: Any) -> routing.NatGateway:
    shown = shown_addresses(kept)
    return replace(
        gateway,
        addresses=tuple(ip_address(it["PrivateIp"]) for it in shown if it.get("PrivateIp")),
        public_addresses=tuple(ip_address(it["PublicIp"]) for it in shown if it.get("PublicIp")),
    )


def _endpoint(shown: Mapping[str, Any]) -> routing.VpcEndpoint:
    return routing.VpcEndpoint(
        id=shown["VpcEndpointId"],
        account=shown["OwnerId"],
        region=shown["ServiceRegion"],
        vpc=shown["VpcId"],
        type=shown["VpcEndpointType"],
        service=shown["ServiceName"],
        available=shown["State"] == vpc_endpoint_store.AVAILABLE,
        subnets=tuple(shown["SubnetIds"]),
        interfaces=tuple(shown["NetworkInterfaceIds"]),
        private_dns=shown["PrivateDnsEnabled"],
    )


def _prefix_lists(call: HybridCall, ids: Iterator[str]) -> dict[str, routing.PrefixList]:
    found = {}
    for id_ in ids:
        listed = call.resources.prefix_list(call.account, call.region, id_)
        if listed is not None:
            entries = tuple(map(ip_network, listed.cidrs))
            found[id_] = routing.PrefixList(id_, listed.owner, call.region, id_, entries)
    return found


def _instances(call: HybridCall) -> Iterator[Instance]:
    for reservation in list(backend.of(call).reservations.values()):
        for it in list(reservation.instances):
            state = it._state.name  # noqa: SLF001 - moto has no other access to it
            if state in ALIVE:
                interfaces = tuple(nic.id for _, nic in sorted(it.nics.items()))
                yield Instance(it.id, call.account, interfaces, running=state == "running")


def _interface(call: HybridCall, it: Any, owners: Mapping[str, str]) -> NetworkInterface:
    shown = shown_interface(call, it)
    listed = sorted(shown["PrivateIpAddresses"], key=lambda each: not each["Primary"])
    private = [ip_address(each["PrivateIpAddress"]) for each in listed]
    public = {
        ip_address(each["PrivateIpAddress"]): IPv4Address(each["Association"]["PublicIp"])
        for each in listed
        if "Association" in each
    }
    declared = _KINDS.get(shown["InterfaceType"], InterfaceKind.OTHER)
    managed = shown["RequesterManaged"] and declared is InterfaceKind.INTERFACE
    return NetworkInterface(
        shown["NetworkInterfaceId"],
        shown["OwnerId"],
        shown["VpcId"],
        shown["SubnetId"],
        addresses=tuple(private),
        groups=tuple(each["GroupId"] for each in shown["Groups"]),
        public_addresses=public,
        kind=InterfaceKind.OTHER if managed else declared,
        source_dest_check=shown["SourceDestCheck"],
        attached_to=owners.get(shown["NetworkInterfaceId"], ""),
    )
