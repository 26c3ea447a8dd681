"""Tests of `sandbox.snapshot.network.tunnels`."""

from __future__ import annotations

from ipaddress import ip_address, ip_interface, ip_network

from sandbox.routing.model import Announcement, CustomerGateway
from sandbox.snapshot.network.far_end import FarEnd, FarPeer, FarSession, RouterSession
from sandbox.snapshot.network.tunnels import Tunnel, tunnel_session

SENT = (Announcement(ip_network("10.0.0.0/12")),)
CUSTOMER = CustomerGateway("cgw-1", "1", 65010, ip_address("203.0.113.12"))
TUNNEL = Tunnel("vpn-1-tunnel-1", 64512, "169.254.10.0/30")


def test_a_router_with_the_customer_gateways_address_ends_the_tunnel():
    far = FarEnd(vpn_peers={ip_address("203.0.113.12"): FarPeer("dc-vpn", 65010, SENT)})
    found = tunnel_session(TUNNEL, CUSTOMER, far)
    assert (found.router, found.announcements, found.problems) == ("dc-vpn", SENT, ())
    assert (found.amazon_address, found.customer_address) == (ip_address("169.254.10.1"), ip_address("169.254.10.2"))


def test_a_router_with_the_inside_address_of_the_tunnel_ends_it():
    half = FarSession(4, 65099, 64512, ip_interface("169.254.10.2/30"), None, announcements=SENT)
    found = tunnel_session(TUNNEL, CUSTOMER, FarEnd(sessions=(RouterSession("dc-vpn", half),)))
    assert (found.router, found.announcements) == ("dc-vpn", SENT)
    assert found.problems == ("customer ASN: data centre 65099, AWS 65010",)


def test_without_a_router_the_session_is_down():
    assert tunnel_session(TUNNEL, CUSTOMER, None).problems == (
        "no router of the data centre has the address 203.0.113.12",
    )
