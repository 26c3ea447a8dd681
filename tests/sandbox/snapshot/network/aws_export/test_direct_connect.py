"""Tests of `sandbox.snapshot.network.aws_export.direct_connect`."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from sandbox.reach.model import Network
from sandbox.snapshot.network.routers.document import read_document
from tests.sandbox.snapshot.network.aws_export.responses import ACCOUNT, OTHER, network

DOCUMENT = """
asn: 65010
prefixes: [10.0.0.0/12, "2001:db8::/32"]
lines:
  - name: line-east
    router: dc-east
    location: EqDC2
    bandwidth: 10Gbps
    preference: high
    interfaces:
      legacy: {vlan: 101, customer_address: 169.254.101.1/30, amazon_address: 169.254.101.2/30, amazon_asn: 64600}
"""
CONNECTION = {
    "connectionId": "dxcon-1",
    "connectionName": "line-east",
    "connectionState": "available",
    "location": "EqDC2",
    "region": "us-east-1",
    "bandwidth": "10Gbps",
    "ownerAccount": ACCOUNT,
}
GATEWAY = {
    "directConnectGatewayId": "dxgw-1",
    "directConnectGatewayName": "legacy",
    "amazonSideAsn": 64600,
    "ownerAccount": ACCOUNT,
    "directConnectGatewayState": "available",
}
PEER = {
    "bgpPeerId": "dxpeer-1",
    "asn": 65010,
    "addressFamily": "ipv4",
    "customerAddress": "169.254.101.1/30",
    "amazonAddress": "169.254.101.2/30",
    "bgpPeerState": "available",
    "bgpStatus": "up",
}
INTERFACE = {
    "virtualInterfaceId": "dxvif-1",
    "virtualInterfaceName": "line-east-legacy",
    "virtualInterfaceType": "private",
    "virtualInterfaceState": "available",
    "connectionId": "dxcon-1",
    "vlan": 101,
    "asn": 65010,
    "directConnectGatewayId": "dxgw-1",
    "ownerAccount": ACCOUNT,
    "bgpPeers": [PEER],
}


def given(
    connection: dict[str, Any] | None = None,
    interface: dict[str, Any] | None = None,
    peer: dict[str, Any] | None = None,
    document: str = DOCUMENT,
    **more: Any,
) -> Network:
    far = read_document(document, "datacentre.yaml") if document else None
    peers = [{**PEER, **(peer or {})}]
    members = {
        "connections": [{**CONNECTION, **(connection or {})}],
        "virtualInterfaces": [{**INTERFACE, "bgpPeers": peers, **(interface or {})}],
        "directConnectGateways": [GATEWAY],
    }
    return network(far, **{**members, **more})


def test_a_session_that_both_ends_agree_on_is_up_with_the_lines_announcements():
    found = given().topology
    (session,) = found.virtual_interfaces["dxvif-1"].sessions
    assert (session.problems, session.router, session.amazon_asn) == ((), "dc-east", 64600)
    assert (session.customer_address, session.amazon_address) == (
        ip_address("169.254.101.1"),
        ip_address("169.254.101.2"),
    )
    (announcement,) = session.announcements
    assert (announcement.prefix, announcement.communities) == (ip_network("10.0.0.0/12"), frozenset({"7224:7300"}))
    assert (found.connections["dxcon-1"].up, found.connections["dxcon-1"].router) == (True, "dc-east")


@pytest.mark.parametrize(
    ("interface", "peer", "problem"),
    [
        ({"vlan": 7}, {}, "VLAN: data centre 101, AWS 7"),
        ({}, {"asn": 65011}, "customer ASN: data centre 65010, AWS 65011"),
        (
            {},
            {"customerAddress": "169.254.9.1/30"},
            "customer address: data centre 169.254.101.1/30, AWS 169.254.9.1/30",
        ),
        ({"directConnectGatewayId": "", "amazonSideAsn": 1}, {}, "Amazon ASN: data centre 64600, AWS 1"),
        ({}, {"addressFamily": "ipv6"}, "address family: data centre IPv4, AWS IPv6"),
        ({"virtualInterfaceState": "testing"}, {}, "a failover test is running"),
        ({}, {"bgpStatus": "down"}, "AWS reports the session down"),
    ],
)
def test_a_session_is_down_for_each_reason(interface: dict[str, Any], peer: dict[str, Any], problem: str):
    (session,) = given(interface=interface, peer=peer).topology.virtual_interfaces["dxvif-1"].sessions
    assert session.problems == (problem,)


@pytest.mark.parametrize(
    ("connection", "reason"),
    [
        ({"connectionState": "down"}, "AWS reports it down"),
        ({"bandwidth": "1Gbps"}, "bandwidth: data centre 10Gbps, AWS 1Gbps"),
        ({"connectionName": "line-west"}, "no line of the data centre has the name line-west at EqDC2"),
    ],
)
def test_a_connection_is_down_for_each_reason(connection: dict[str, Any], reason: str):
    found = given(connection).topology.connections["dxcon-1"]
    assert (found.up, found.reason) == (False, reason)


def test_without_routers_a_session_has_the_routes_that_aws_accepted():
    routes = [{"virtualInterfaceId": "dxvif-1", "routes": [
        {"cidr": "10.0.0.0/12", "routeDirection": "accepted", "asPath": [65010, 65010], "communities": ["7224:7100"]},
        {"cidr": "10.16.0.0/16", "routeDirection": "advertised"},
    ]}]  # fmt: skip
    (session,) = given(document="", VirtualInterfaceRoutes=routes).topology.virtual_interfaces["dxvif-1"].sessions
    (announcement,) = session.announcements
    assert (session.problems, announcement.prefix) == ((), ip_network("10.0.0.0/12"))
    assert (announcement.as_path, announcement.communities) == ((65010, 65010), frozenset({"7224:7100"}))


def test_without_routers_and_routes_a_session_is_named_unknown():
    (session,) = given(document="").topology.virtual_interfaces["dxvif-1"].sessions
    assert session.problems == ("the customer's routers are not known",)


def test_lags_hosted_interfaces_and_associations():
    lag = {"lagId": "dxlag-1", "lagName": "both", "location": "EqDC2", "minimumLinks": 2, "ownerAccount": ACCOUNT}
    associations: list[dict[str, Any]] = [
        {
            "associationId": "a-1",
            "directConnectGatewayId": "dxgw-1",
            "associationState": "associated",
            "associatedGateway": {"id": "vgw-1", "type": "virtualPrivateGateway"},
            "allowedPrefixesToDirectConnectGateway": [{"cidr": "10.16.0.0/16"}],
        },
        {"associationId": "a-2", "directConnectGatewayId": "dxgw-1", "associationState": "disassociated"},
    ]
    waiting = {"virtualInterfaceState": "confirming", "ownerAccount": OTHER, "connectionId": "dxlag-1"}
    found = given({"lagId": "dxlag-1"}, waiting, lags=[lag], directConnectGatewayAssociations=associations).topology
    assert found.lags["dxlag-1"].minimum_links == 2
    assert found.connections["dxcon-1"].lag == "dxlag-1"
    interface = found.virtual_interfaces["dxvif-1"]
    assert (interface.available, interface.account, interface.sessions[0].problems) == (False, OTHER, ())
    (association,) = found.direct_connect_associations.values()
    assert (association.associated, association.allowed_prefixes) == ("vgw-1", (ip_network("10.16.0.0/16"),))
