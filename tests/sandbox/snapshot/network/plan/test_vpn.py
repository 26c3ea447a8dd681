"""Tests of `sandbox.snapshot.network.plan.vpn`."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from tests.sandbox.snapshot.network.plan.network_plans import ReadNetwork, made, only, urn
from tests.sandbox.snapshot.plan.plans import PlanResource

CUSTOMER, CONNECTION = "aws:ec2/customerGateway:CustomerGateway", "aws:ec2/vpnConnection:VpnConnection"
GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
OFFICE = made(CUSTOMER, "office", bgpAsn="65010", ipAddress="203.0.113.12")
HUB = made(
    GATEWAY, "hub", amazonSideAsn=64520, defaultRouteTableAssociation="disable", defaultRouteTablePropagation="disable"
)


def connection(**inputs: object) -> PlanResource:
    needed = {"customerGatewayId": urn(CUSTOMER, "office"), "transitGatewayId": urn(GATEWAY, "hub"), "type": "ipsec.1"}
    return made(CONNECTION, "office", **{**needed, **inputs})


def test_a_connection_is_an_attachment_of_its_transit_gateway_with_two_tunnels(read: ReadNetwork):
    found = read(OFFICE, HUB, connection(tunnel1InsideCidr="169.254.10.0/30")).topology
    vpn, attachment = only(found.vpn_connections), only(found.transit_attachments)  # type: ignore[arg-type]
    assert (attachment.type, attachment.resource) == ("vpn", vpn.id)
    assert found.customer_gateways[vpn.customer_gateway].address == ip_address("203.0.113.12")
    first, second = vpn.tunnels
    assert first.session is not None
    assert (first.session.amazon_asn, first.session.customer_address) == (64520, ip_address("169.254.10.2"))
    assert first.session.problems == ("no router of the data centre has the address 203.0.113.12",)
    assert len({first.outside_address, second.outside_address}) == 2


def test_static_routes(read: ReadNetwork):
    route = made(
        "aws:ec2/vpnConnectionRoute:VpnConnectionRoute",
        "site",
        vpnConnectionId=urn(CONNECTION, "office"),
        destinationCidrBlock="10.1.0.0/16",
    )
    found = only(read(OFFICE, HUB, connection(staticRoutesOnly=True), route).topology.vpn_connections)
    assert found.static_routes == (ip_network("10.1.0.0/16"),)
    assert [(tunnel.up, tunnel.session) for tunnel in found.tunnels] == [(True, None), (True, None)]
