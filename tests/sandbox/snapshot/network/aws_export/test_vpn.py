"""Tests of `sandbox.snapshot.network.aws_export.vpn`."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

from sandbox.routing.model import Topology
from sandbox.snapshot.network.routers.document import read_document
from tests.sandbox.snapshot.network.aws_export.responses import network

DOCUMENT = """
asn: 65010
prefixes: [10.0.0.0/12]
lines: []
vpn: [{router: dc-vpn, address: 203.0.113.12, announcements: [{prefix: 10.0.0.0/12, med: 50}]}]
"""


def given(customer_asn: str = "65010", **options: Any) -> Topology:
    far = read_document(DOCUMENT, "datacentre.yaml")
    customer = {"CustomerGatewayId": "cgw-1", "BgpAsn": customer_asn, "IpAddress": "203.0.113.12", "State": "available"}
    vpn_gateway = {"VpnGatewayId": "vgw-1", "State": "available", "AmazonSideAsn": 64512}
    tunnels = [
        {"OutsideIpAddress": "198.51.100.1", "TunnelInsideCidr": "169.254.10.0/30"},
        {"OutsideIpAddress": "198.51.100.2", "TunnelInsideCidr": "169.254.11.0/30"},
    ]
    connection = {
        "VpnConnectionId": "vpn-1",
        "CustomerGatewayId": "cgw-1",
        "VpnGatewayId": "vgw-1",
        "State": "available",
        "Options": {"TunnelOptions": tunnels, "StaticRoutesOnly": False, **options},
        "Routes": [{"DestinationCidrBlock": "10.1.0.0/16", "State": "available"}],
        "VgwTelemetry": [
            {"OutsideIpAddress": "198.51.100.1", "Status": "UP"},
            {"OutsideIpAddress": "198.51.100.2", "Status": "DOWN"},
        ],
    }
    members = {"CustomerGateways": [customer], "VpnGateways": [vpn_gateway], "VpnConnections": [connection]}
    return network(far, **members).topology


def test_tunnels_have_the_sessions_of_the_router_with_the_customer_gateways_address():
    found = given().vpn_connections["vpn-1"]
    first, second = found.tunnels
    assert (found.gateway, found.static_routes, first.up, second.up) == ("vgw-1", None, True, False)
    assert first.session is not None
    assert second.session is not None
    assert (first.session.amazon_address, first.session.customer_address) == (
        ip_address("169.254.10.1"),
        ip_address("169.254.10.2"),
    )
    (announcement,) = first.session.announcements
    assert (announcement.prefix, announcement.med, first.session.router) == (ip_network("10.0.0.0/12"), 50, "dc-vpn")
    assert second.session.problems == ("AWS reports the tunnel down",)


def test_a_customer_gateway_with_another_asn_keeps_the_sessions_down():
    first, _ = given("65099").vpn_connections["vpn-1"].tunnels
    assert first.session is not None
    assert first.session.problems == ("customer ASN: data centre 65010, AWS 65099",)


def test_static_routes():
    found = given(StaticRoutesOnly=True).vpn_connections["vpn-1"]
    assert found.static_routes == (ip_network("10.1.0.0/16"),)
    assert [(tunnel.up, tunnel.session) for tunnel in found.tunnels] == [(True, None), (False, None)]
