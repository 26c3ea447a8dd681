"""VPN connections in the shapes of EC2's API, and the configuration for the customer's device."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import IPv4Network, ip_network
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sandbox.emulated.ec2.transit_gateway_shapes import tag_list
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.vpn_model import Tunnel, VpnConnection

HOLD_SECONDS = 30
"""Hold time of the BGP session in a tunnel, in AWS's own configuration files."""


def connection(call: HybridCall, it: VpnConnection) -> dict[str, Any]:
    """Return a VpnConnection; the configuration only while the connection is pending or available, as on AWS."""
    attached = it.virtual_gateway or it.transit_gateway
    shown: dict[str, Any] = {
        "VpnConnectionId": it.id,
        "State": it.state,
        "Type": it.type,
        "Category": "VPN",
        "CustomerGatewayId": it.customer_gateway,
        "GatewayAssociationState": "associated" if attached else "not-associated",
        "Options": {
            "StaticRoutesOnly": it.static_routes_only,
            **it.options,
            "TunnelOptions": [_tunnel(each) for each in it.tunnels],
        },
        "Routes": [
            {"DestinationCidrBlock": each.cidr, "Source": "Static", "State": each.state} for each in it.routes.values()
        ],
        "VgwTelemetry": [_telemetry(each) for each in it.tunnels],
        "Tags": tag_list(call, it.id),
    }
    if it.virtual_gateway:
        shown["VpnGatewayId"] = it.virtual_gateway
    if it.transit_gateway:
        shown["TransitGatewayId"] = it.transit_gateway
    if it.state in {"pending", "available", "modifying"}:
        shown["CustomerGatewayConfiguration"] = configuration(call, it)
    return shown


def configuration(call: HybridCall, it: VpnConnection) -> str:
    """Return the XML for the customer's device, in the form of AWS's CustomerGatewayConfiguration."""
    root = Element("vpn_connection", id=it.id)
    _texts(root, customer_gateway_id=it.customer_gateway, vpn_gateway_id=it.virtual_gateway or it.transit_gateway or "")
    _texts(root, vpn_connection_type=it.type)
    if it.static_routes_only:
        _texts(root, vpn_connection_attributes="NoBGPVPNConnection")
    customer = call.vpn.customer_gateways.get(it.customer_gateway)
    for tunnel in it.tunnels:
        each = SubElement(root, "ipsec_tunnel")
        ends = ends_of(tunnel)
        _end(each, "customer_gateway", customer.address if customer else "", ends[1], customer.asn if customer else 0)
        _end(each, "vpn_gateway", tunnel.outside_address, ends[0], amazon_asn(call, it))
        _ike(each, tunnel)
        _ipsec(each, tunnel)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def amazon_asn(call: HybridCall, it: VpnConnection) -> int:
    """Return the ASN of AWS's end; 0 without a gateway."""
    if it.virtual_gateway and (gateway := call.vpn.virtual_gateways.get(it.virtual_gateway)):
        return gateway.asn
    transit = call.transit.gateways.get(it.transit_gateway or "")
    return transit.asn if transit else 0


def ends_of(tunnel: Tunnel) -> tuple[str, str]:
    """Return the inside addresses of AWS's end and of the customer's: the first and the second of the range."""
    network = ip_network(tunnel.inside_cidr)
    return str(network.network_address + 1), str(network.network_address + 2)


def _tunnel(it: Tunnel) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "OutsideIpAddress": it.outside_address,
        "TunnelInsideCidr": it.inside_cidr,
        "PreSharedKey": it.pre_shared_key,
        **it.options,
    }
    return shown | ({"TunnelInsideIpv6Cidr": it.inside_ipv6_cidr} if it.inside_ipv6_cidr else {})


def _telemetry(it: Tunnel) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "OutsideIpAddress": it.outside_address,
        "Status": it.status,
        "StatusMessage": it.status_text,
        "AcceptedRouteCount": len(it.received),
        "LastStatusChange": datetime.fromtimestamp(it.status_since, UTC),
    }
    return shown | ({"CertificateArn": it.certificate} if it.certificate else {})


def _end(parent: Element, name: str, outside: str, inside: str, asn: int) -> None:
    end = SubElement(parent, name)
    _texts(SubElement(end, "tunnel_outside_address"), ip_address=outside)
    mask = IPv4Network("0.0.0.0/30").netmask
    _texts(SubElement(end, "tunnel_inside_address"), ip_address=inside, network_mask=str(mask), network_cidr="30")
    if asn:
        _texts(SubElement(end, "bgp"), asn=str(asn), hold_time=str(HOLD_SECONDS))


def _ike(parent: Element, tunnel: Tunnel) -> None:
    _texts(
        SubElement(parent, "ike"),
        authentication_protocol="sha1",
        encryption_protocol="aes-128-cbc",
        lifetime=str(tunnel.options.get("Phase1LifetimeSeconds", 28800)),
        perfect_forward_secrecy="group2",
        mode="main",
        pre_shared_key=tunnel.pre_shared_key,
    )


def _ipsec(parent: Element, tunnel: Tunnel) -> None:
    ipsec = SubElement(parent, "ipsec")
    _texts(
        ipsec,
        protocol="esp",
        authentication_protocol="hmac-sha1-96",
        encryption_protocol="aes-128-cbc",
        lifetime=str(tunnel.options.get("Phase2LifetimeSeconds", 3600)),
        perfect_forward_secrecy="group2",
        mode="tunnel",
        clear_df_bit="true",
        fragmentation_before_encryption="true",
        tcp_mss_adjustment="1379",
    )
    _texts(SubElement(ipsec, "dead_peer_detection"), interval="10", retries="3")


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
