"""Objects of AWS's responses that affect the network and are not read: each is named in the network's notes."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.snapshot.network.aws_export.answers import Answers
from sandbox.snapshot.network.draft import Draft

READ = frozenset(
    (
        "Addresses",
        "Connections",
        "CustomerGateways",
        "DirectConnectGatewayAssociations",
        "DirectConnectGateways",
        "EgressOnlyInternetGateways",
        "Instances",
        "InternetGateways",
        "Lags",
        "LoadBalancerAttributes",
        "LoadBalancerListeners",
        "LoadBalancerRules",
        "LoadBalancerTargetHealth",
        "LoadBalancers",
        "NatGateways",
        "NetworkAcls",
        "NetworkInterfaces",
        "PrefixListEntries",
        "PrefixLists",
        "Reservations",
        "RouteTables",
        "SecurityGroupRules",
        "SecurityGroups",
        "Subnets",
        "TargetGroupAttributes",
        "TargetGroups",
        "TransitGatewayAttachments",
        "TransitGatewayConnectPeers",
        "TransitGatewayConnects",
        "TransitGatewayPrefixListReferences",
        "TransitGatewayPropagations",
        "TransitGatewayRouteTables",
        "TransitGatewayStaticRoutes",
        "TransitGatewayVpcAttachments",
        "TransitGateways",
        "VirtualInterfaceRoutes",
        "VirtualInterfaces",
        "VpcEndpoints",
        "VpcPeeringConnections",
        "Vpcs",
        "VpnConnections",
        "VpnGateways",
    )
)
_NO_PACKETS = frozenset(
    (
        "Accounts",
        "AvailabilityZones",
        "DirectConnectGatewayAttachments",
        "Hosts",
        "Regions",
        "Tags",
        "TransitGatewayPeeringAttachments",
        "TransitGatewayRouteTableAssociations",
    )
)
"""Members that say nothing beyond those that are read."""
_IDS: Mapping[str, str] = {
    "CarrierGateways": "CarrierGatewayId",
    "Firewalls": "FirewallId",
    "LocalGateways": "LocalGatewayId",
    "ClientVpnEndpoints": "ClientVpnEndpointId",
    "TransitGatewayMulticastDomains": "TransitGatewayMulticastDomainId",
    "RouteServers": "RouteServerId",
}
"""Members that cannot be modelled -> their ids."""


def note_unread(answers: Answers, draft: Draft) -> None:
    """Note each member that is left out; an empty one is no loss."""
    for member, items in sorted(answers.members.items()):
        if member in READ or member in _NO_PACKETS or not items:
            continue
        draft.note(f"{items[0].place}: {member} are not read")
        for item in items:
            if item.text(_IDS.get(member, "")):
                draft.unsupported[item.text(_IDS[member])] = member
