"""Tests of `sandbox.snapshot.network.aws_export.transit`."""

from __future__ import annotations

from ipaddress import ip_network

from sandbox.routing.model import TransitPrefixListReference, TransitRoute
from tests.sandbox.snapshot.network.aws_export.responses import ACCOUNT, OTHER, named, several

GATEWAY = {
    "TransitGatewayId": "tgw-1",
    "OwnerId": ACCOUNT,
    "State": "available",
    "Options": {"AmazonSideAsn": 64520, "VpnEcmpSupport": "disable", "SecurityGroupReferencingSupport": "enable"},
    "Tags": named("hub"),
}
TABLE = {"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1", "State": "available"}
ATTACHMENT = {
    "TransitGatewayAttachmentId": "tgw-attach-1",
    "TransitGatewayId": "tgw-1",
    "TransitGatewayOwnerId": ACCOUNT,
    "ResourceOwnerId": OTHER,
    "ResourceType": "vpc",
    "ResourceId": "vpc-1",
    "State": "available",
}
ASSOCIATED = {**ATTACHMENT, "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}}
DETAIL = {
    "TransitGatewayAttachmentId": "tgw-attach-1",
    "SubnetIds": ["subnet-1"],
    "Options": {"ApplianceModeSupport": "enable", "Ipv6Support": "enable"},
}


def test_an_attachment_of_another_account_as_the_gateways_owner_sees_it():
    propagations = [
        {
            "TransitGatewayRouteTableId": "tgw-rtb-1",
            "TransitGatewayRouteTablePropagations": [
                {"TransitGatewayAttachmentId": "tgw-attach-1", "State": "enabled"},
                {"TransitGatewayAttachmentId": "tgw-attach-2", "State": "disabled"},
            ],
        }
    ]
    found = several(
        [
            (OTHER, {"TransitGatewayAttachments": [ATTACHMENT], "TransitGatewayVpcAttachments": [DETAIL]}),
            (
                ACCOUNT,
                {
                    "TransitGateways": [GATEWAY],
                    "TransitGatewayRouteTables": [TABLE],
                    "TransitGatewayAttachments": [ASSOCIATED],
                    "TransitGatewayPropagations": propagations,
                },
            ),
        ]
    ).topology
    gateway, attachment = found.transit_gateways["tgw-1"], found.transit_attachments["tgw-1", "tgw-attach-1"]
    assert (gateway.asn, gateway.name, gateway.vpn_ecmp, gateway.group_references) == (64520, "hub", False, True)
    assert (attachment.account, attachment.table, attachment.propagates_to) == (OTHER, "tgw-rtb-1", ("tgw-rtb-1",))
    assert (attachment.subnets, attachment.appliance_mode, attachment.ipv6) == (("subnet-1",), True, True)


def test_static_routes_blackholes_and_references_of_a_table():
    routes = [
        {"DestinationCidrBlock": "10.0.0.0/8", "Type": "static",
         "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1"}]},
        {"DestinationCidrBlock": "10.9.0.0/16", "Type": "static", "State": "blackhole"},
        {"DestinationCidrBlock": "10.1.0.0/16", "Type": "propagated"},
    ]  # fmt: skip
    reference = {"TransitGatewayRouteTableId": "tgw-rtb-1", "PrefixListId": "pl-1", "Blackhole": True}
    identity = {"TransitGatewayRouteTableId": "tgw-rtb-1"}
    found = several(
        [
            (
                ACCOUNT,
                {
                    "TransitGatewayRouteTables": [TABLE],
                    "TransitGatewayStaticRoutes": [{**identity, "Routes": routes}],
                    "TransitGatewayPrefixListReferences": [
                        {**identity, "TransitGatewayPrefixListReferences": [reference]}
                    ],
                },
            )
        ]
    ).topology.transit_route_tables["tgw-rtb-1"]
    assert [TransitRoute(each.destination, each.attachment) for each in found.routes] == [
        TransitRoute(ip_network("10.0.0.0/8"), "tgw-attach-1"),
        TransitRoute(ip_network("10.9.0.0/16"), None),
    ]
    assert [TransitPrefixListReference(each.prefix_list, each.attachment) for each in found.references] == [
        TransitPrefixListReference("pl-1", None)
    ]


def test_waiting_attachments_are_not_available_and_unknown_types_are_named():
    waiting = {**ATTACHMENT, "State": "pendingAcceptance"}
    firewall = {**ATTACHMENT, "TransitGatewayAttachmentId": "tgw-attach-2", "ResourceType": "network-function"}
    deleted = {**ATTACHMENT, "TransitGatewayAttachmentId": "tgw-attach-3", "State": "deleted"}
    found = several([(ACCOUNT, {"TransitGatewayAttachments": [waiting, firewall, deleted]})])
    assert {key: each.available for key, each in found.topology.transit_attachments.items()} == {
        ("tgw-1", "tgw-attach-1"): False
    }
    assert found.unsupported == {"tgw-attach-2": "network-function"}


def test_a_connect_attachment_has_the_sessions_of_its_peers_and_its_carrier():
    connect = {**ATTACHMENT, "ResourceType": "connect", "ResourceId": "tgw-attach-9"}
    peer = {
        "TransitGatewayConnectPeerId": "tgw-connect-peer-1",
        "TransitGatewayAttachmentId": "tgw-attach-1",
        "State": "available",
        "ConnectPeerConfiguration": {
            "InsideCidrBlocks": ["169.254.6.0/29"],
            "BgpConfigurations": [{"TransitGatewayAsn": 64520, "PeerAsn": 65001}],
        },
    }
    carrier = {"TransitGatewayAttachmentId": "tgw-attach-1", "TransportTransitGatewayAttachmentId": "tgw-attach-9"}
    members = {"TransitGatewayAttachments": [connect], "TransitGatewayConnectPeers": [peer],
               "TransitGatewayConnects": [carrier]}  # fmt: skip
    found = several([(ACCOUNT, members)]).topology.transit_attachments["tgw-1", "tgw-attach-1"]
    (session,) = found.sessions
    assert (found.resource, session.amazon_asn, session.customer_asn) == ("tgw-attach-9", 64520, 65001)
    assert session.problems == ("what the appliance announces is not known",)
