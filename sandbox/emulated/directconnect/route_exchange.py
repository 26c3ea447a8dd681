"""The routes that AWS learns from the data centre, and those that it announces."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

from sandbox.emulated.hybrid_network.direct_connect_model import Association, DirectConnectState, VirtualInterface

type Network = IPv4Network | IPv6Network


def learned_by_gateway(direct_connect: DirectConnectState, gateway: str) -> tuple[str, ...]:
    """Return the prefixes received on a Direct Connect gateway's sessions that are up, sorted, without duplicates."""
    return _sorted(
        route for vif in direct_connect.interfaces_of(gateway) for peer in vif.peers for route in peer.received
    )


def learned_by_virtual_gateway(direct_connect: DirectConnectState, virtual_gateway: str) -> tuple[str, ...]:
    """Return the prefixes that a virtual private gateway learns from its associations and its own interfaces."""
    routes = [
        route
        for association in direct_connect.associations.values()
        if association.associated.id == virtual_gateway and association.state in {"associated", "updating"}
        for route in learned_by_gateway(direct_connect, association.gateway)
    ]
    routes += [
        route
        for vif in direct_connect.interfaces.values()
        if vif.virtual_gateway == virtual_gateway
        for peer in vif.peers
        for route in peer.received
    ]
    return _sorted(routes)


def announced_on(direct_connect: DirectConnectState, vif: VirtualInterface) -> tuple[str, ...]:
    """Return what AWS announces on an interface of a Direct Connect gateway: each session carries its own family."""
    up = {peer.family for peer in vif.peers if peer.status == "up"}
    if vif.gateway is None:
        return ()
    return _sorted(
        route
        for association in direct_connect.associations_of(vif.gateway)
        if association.state in {"associated", "updating"}
        for route in _announced(association)
        if f"ipv{ip_network(route).version}" in up
    )


def _announced(association: Association) -> tuple[str, ...]:
    """Return the announced prefixes: those allowed for a transit gateway, else the VPC's ranges that are allowed."""
    if association.associated.type == "transitGateway":
        return association.prefixes
    allowed = [ip_network(prefix) for prefix in association.prefixes]
    return tuple(
        cidr for cidr in association.associated.cidrs if any(_within(ip_network(cidr), prefix) for prefix in allowed)
    )


def _within(inner: Network, outer: Network) -> bool:
    if isinstance(inner, IPv4Network) and isinstance(outer, IPv4Network):
        return inner.subnet_of(outer)
    return isinstance(inner, IPv6Network) and isinstance(outer, IPv6Network) and inner.subnet_of(outer)


def _sorted(routes: Iterable[str]) -> tuple[str, ...]:
    unique = {ip_network(route) for route in routes}
    return tuple(
        str(route) for route in sorted(unique, key=lambda it: (it.version, int(it.network_address), it.prefixlen))
    )
