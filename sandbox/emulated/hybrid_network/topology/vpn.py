"""Customer gateways and VPN connections in the topology."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from sandbox.emulated.hybrid_network.model import HybridNetwork
from sandbox.emulated.hybrid_network.topology.announcements import announced
from sandbox.emulated.hybrid_network.vpn_model import GONE, CustomerGateway, VpnConnection
from sandbox.routing import model as routing


def customer_gateways(network: HybridNetwork) -> dict[str, routing.CustomerGateway]:
    """Return the customer gateways, by id."""
    return {it.id: _customer_gateway(it) for it in network.vpn.customer_gateways.values() if it.state not in GONE}


def vpn_connections(network: HybridNetwork) -> dict[str, routing.VpnConnection]:
    """Return the VPN connections with their tunnels, by id."""
    return {it.id: _vpn_connection(network, it) for it in network.vpn.connections.values() if it.state not in GONE}


def _customer_gateway(it: CustomerGateway) -> routing.CustomerGateway:
    return routing.CustomerGateway(it.id, it.owner, it.asn, ip_address(it.address) if it.address else None)


def _vpn_connection(network: HybridNetwork, it: VpnConnection) -> routing.VpnConnection:
    customer = network.vpn.customer_gateways.get(it.customer_gateway)
    gateway = network.vpn.virtual_gateways.get(it.virtual_gateway or "") or network.transit.gateways.get(
        it.transit_gateway or ""
    )
    tunnels = [
        routing.VpnTunnel(
            outside_address=ip_address(tunnel.outside_address),
            up=tunnel.status == "UP",
            session=None
            if it.static_routes_only
            else routing.BgpSession(
                id=f"{it.id}/{number}",
                family=6 if tunnel.inside_ipv6_cidr and not tunnel.inside_cidr else 4,
                amazon_asn=gateway.asn if gateway else 0,
                customer_asn=customer.asn if customer else 0,
                announcements=announced(tunnel.received),
            ),
        )
        for number, tunnel in enumerate(it.tunnels, 1)
    ]
    return routing.VpnConnection(
        id=it.id,
        account=it.owner,
        region=it.region,
        customer_gateway=it.customer_gateway,
        gateway=it.virtual_gateway or it.transit_gateway,
        tunnels=tuple(tunnels),
        static_routes=tuple(map(ip_network, it.static_routes)) if it.static_routes_only else None,
        private=it.options.get("OutsideIpAddressType") == "PrivateIpv4",
    )
