"""The flows that a failure may cut off."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.reach.ends import interface_end
from sandbox.reach.model import EndKind, Flow, FlowEnd, InterfaceKind, Network


def named_flows(network: Network, protocol: int = 6) -> Iterator[Flow]:
    """Yield the flows between all pairs of named ends, of all ports of a protocol: those that are open matter."""
    ends = tuple(named_ends(network))
    for source in ends:
        for destination in ends:
            if source != destination and source.kind is not EndKind.LOAD_BALANCER:
                yield Flow(source, destination, protocol)


def named_ends(network: Network) -> Iterator[FlowEnd]:
    """Yield the interfaces of workloads with a name, the load balancers, the data centres and the internet."""
    for interface in network.interfaces.values():
        if interface.name and interface.kind is InterfaceKind.INTERFACE:
            yield interface_end(interface)
    for balancer in network.load_balancers.values():
        yield FlowEnd(EndKind.LOAD_BALANCER, balancer.id, name=balancer.name)
    for centre in network.topology.datacentres.values():
        yield FlowEnd(EndKind.DATACENTRE, centre.name, name=centre.name)
    yield FlowEnd(EndKind.INTERNET, "internet", name="internet")
