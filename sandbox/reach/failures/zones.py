"""Failures of zones and subnets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sandbox.reach.failures.failure import Failure, FailureKind
from sandbox.reach.model import Network
from sandbox.routing.model import Topology


def zone_failures(network: Network) -> Iterator[Failure]:
    """Yield the failure of each Availability Zone with a subnet."""
    zones: dict[tuple[str, str], set[str]] = {}
    for subnet in network.topology.subnets.values():
        zones.setdefault((subnet.region, subnet.zone), set()).add(subnet.id)
    for (region, zone), subnets in zones.items():
        name = zone if zone.startswith(region) else f"{region} {zone}"
        change, touched = without_subnets(frozenset(subnets)), _touched(network, frozenset(subnets))
        yield Failure(FailureKind.ZONE, zone, name, change, touched)


def subnet_failures(network: Network) -> Iterator[Failure]:
    """Yield the failure of each subnet."""
    for subnet in network.topology.subnets.values():
        name = subnet.name or subnet.id
        alone = frozenset((subnet.id,))
        change, touched = without_subnets(alone), _touched(network, alone)
        yield Failure(FailureKind.SUBNET, subnet.id, name, change, touched, subnet.origin)


def _touched(network: Network, subnets: frozenset[str]) -> frozenset[str]:
    """Return the ids of what changes without the subnets."""
    topology = network.topology
    attachments = {a.id for a in topology.transit_attachments.values() if subnets.intersection(a.subnets)}
    gateways = {gateway.id for gateway in topology.nat_gateways.values() if gateway.subnet in subnets}
    interfaces = {interface.id for interface in network.interfaces.values() if interface.subnet in subnets}
    balancers = {b.id for b in network.load_balancers.values() if subnets.intersection(b.subnets)}
    return subnets | attachments | gateways | interfaces | balancers


def without_subnets(subnets: frozenset[str]) -> Callable[[Network], Network]:
    """Return the change that takes subnets away with everything in them."""

    def change(network: Network) -> Network:
        interfaces = {i.id: i for i in network.interfaces.values() if i.subnet not in subnets}
        balancers = {
            balancer.id: replace(
                balancer,
                subnets=tuple(s for s in balancer.subnets if s not in subnets),
                interfaces=tuple(i for i in balancer.interfaces if i in interfaces),
            )
            for balancer in network.load_balancers.values()
        }
        topology = _topology(network.topology, subnets)
        return replace(network, topology=topology, interfaces=interfaces, load_balancers=balancers)

    return change


def _topology(topology: Topology, subnets: frozenset[str]) -> Topology:
    attachments = {
        key: replace(attachment, subnets=tuple(s for s in attachment.subnets if s not in subnets))
        for key, attachment in topology.transit_attachments.items()
    }
    return replace(
        topology,
        subnets={s.id: s for s in topology.subnets.values() if s.id not in subnets},
        nat_gateways={g.id: g for g in topology.nat_gateways.values() if g.subnet not in subnets},
        network_interfaces={i: s for i, s in topology.network_interfaces.items() if s not in subnets},
        transit_attachments=attachments,
    )
