"""Advance the state of the whole network: Direct Connect and VPN first, then transit gateways, which depend on them."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.emulated.hybrid_network import direct_connect_progress as direct_connect
from sandbox.emulated.hybrid_network import peering_progress as peering
from sandbox.emulated.hybrid_network import transit_gateway_progress as transit
from sandbox.emulated.hybrid_network import vpn_progress as vpn
from sandbox.emulated.hybrid_network.model import HybridNetwork, ResourceLookup


def advance(network: HybridNetwork, resources: ResourceLookup, now: float, token: Callable[[int], str]) -> None:
    """Bring every state to `now`, in seconds since the epoch; called before an operation and after it."""
    vpn.advance(network.vpn, now)
    gateways = resources.virtual_gateways()
    for association in network.direct_connect.associations.values():
        association.associated = gateways.get(association.associated.id, association.associated)
    asns = {id_: gateway.asn for id_, gateway in gateways.items()}
    direct_connect.advance(network.direct_connect, now, asns)
    transit.advance(network.transit, now)
    transit.follow_direct_connect(network.transit, network.direct_connect, now, token)
    transit.follow_vpn(network.transit, network.vpn, now, token)
    peering.advance(network.transit, network.vpn.far_end, now)
