"""The routes of a transit gateway's table: static ones, and those that its attachments propagate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

from sandbox.emulated.hybrid_network.transit_gateway_model import (
    TransitGatewayAttachment,
    TransitNetwork,
    TransitRouteTable,
)

type Network = IPv4Network | IPv6Network
type Announced = Callable[[TransitGatewayAttachment], Iterable[str]]
"""Attachment -> its current prefixes: a VPC's ranges, or the routes learned by BGP."""

CARRYING = frozenset({"available", "modifying"})


@dataclass(frozen=True)
class TransitRoute:
    """One route; several attachments share it where Direct Connect gateways announce the same prefix."""

    cidr: str
    type: Literal["static", "propagated"]
    state: Literal["active", "blackhole"]
    attachments: tuple[TransitGatewayAttachment, ...] = ()


def routes(network: TransitNetwork, table: TransitRouteTable, announced: Announced) -> list[TransitRoute]:
    """Return the table's routes, one a destination: static before propagated, a VPC's before Direct Connect's."""
    found = {route.cidr: route for route in _propagated(network, table, announced)}
    for route in table.routes.values():
        to = network.attachments.get(route.attachment) if route.attachment else None
        active = to is not None and to.state in CARRYING
        found[route.cidr] = TransitRoute(
            cidr=route.cidr,
            type="static",
            state="active" if active else "blackhole",
            attachments=(to,) if to else (),
        )
    return sorted(found.values(), key=lambda it: order(ip_network(it.cidr)))


def order(network: Network) -> tuple[int, int, int]:
    """Return the sort key of a network: by address, then the shorter prefix first."""
    return network.version, int(network.network_address), network.prefixlen


def _propagated(network: TransitNetwork, table: TransitRouteTable, announced: Announced) -> list[TransitRoute]:
    behind: dict[str, list[TransitGatewayAttachment]] = {}
    for attachment in network.attachments_of(table.gateway):
        link = attachment.propagations.get(table.id)
        if link and link.state == "enabled" and attachment.state in CARRYING:
            for cidr in announced(attachment):
                behind.setdefault(cidr, []).append(attachment)
    found = []
    for cidr, attachments in behind.items():
        vpcs = [it for it in attachments if it.type == "vpc"]
        best = tuple(vpcs[:1] or attachments)
        found.append(TransitRoute(cidr=cidr, type="propagated", state="active", attachments=best))
    return found


def longest_match(found: Iterable[TransitRoute], wanted: Network) -> TransitRoute | None:
    """Return the most specific route that contains the whole network."""
    containing = [it for it in found if within(wanted, ip_network(it.cidr))]
    return max(containing, key=lambda it: ip_network(it.cidr).prefixlen, default=None)


def within(inner: Network, outer: Network) -> bool:
    """Return whether the whole inner network lies in the outer."""
    if isinstance(inner, IPv4Network) and isinstance(outer, IPv4Network):
        return inner.subnet_of(outer)
    return isinstance(inner, IPv6Network) and isinstance(outer, IPv6Network) and inner.subnet_of(outer)
