"""Site-to-Site VPN of AWS's responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address

from sandbox.routing.model import CustomerGateway, VpnConnection, VpnTunnel
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.far_end import FarEnd
from sandbox.snapshot.network.tunnels import Tunnel, tunnel_session

_DEFAULT_ASN = 65000
_GONE = ("deleted", "deleting")
_UNKNOWN = IPv4Address(0)
"""Outside address of a tunnel that the response does not list."""


def read_vpn(answers: Answers, draft: Draft, far: FarEnd | None) -> None:
    """Add customer gateways and VPN connections; virtual private and transit gateways must be there."""
    for identity, item in answers.by_id("CustomerGateways", "CustomerGatewayId").items():
        if item.text("State", "available") not in _GONE:
            asn = item.number("BgpAsn") or item.number("BgpAsnExtended") or _DEFAULT_ASN
            address = item.address("IpAddress")
            draft.customer_gateways[identity] = CustomerGateway(
                identity, item.owner, asn=asn, address=address, origin=item.origin
            )
    for identity, item in answers.by_id("VpnConnections", "VpnConnectionId").items():
        if item.text("State", "available") in _GONE:
            continue
        options = item.item("Options")
        static = options.flag("StaticRoutesOnly")
        routes = [
            each.prefix("DestinationCidrBlock") for each in item.items("Routes") if each.text("State") not in _GONE
        ]
        draft.vpn_connections[identity] = VpnConnection(
            identity,
            item.owner,
            item.region,
            customer_gateway=item.required("CustomerGatewayId"),
            gateway=item.text("VpnGatewayId") or item.text("TransitGatewayId") or None,
            tunnels=tuple(_tunnels(item, draft, far)),
            static_routes=tuple(each for each in routes if each) if static else None,
            private=options.text("OutsideIpAddressType") == "PrivateIpv4",
            name=item.name,
            origin=item.origin,
        )


def _tunnels(item: Item, draft: Draft, far: FarEnd | None) -> Iterator[VpnTunnel]:
    telemetry = {each.text("OutsideIpAddress"): each.text("Status").upper() for each in item.items("VgwTelemetry")}
    options = item.item("Options")
    gateway = item.text("VpnGatewayId") or item.text("TransitGatewayId")
    known = draft.virtual_private_gateways.get(gateway) or draft.transit_gateways.get(gateway)
    customer = draft.customer_gateways.get(item.text("CustomerGatewayId"))
    for number, each in enumerate(options.items("TunnelOptions") or item.items("VgwTelemetry"), 1):
        outside = each.text("OutsideIpAddress")
        address = each.address("OutsideIpAddress") or _UNKNOWN
        up = telemetry.get(outside, "UP") == "UP"
        if options.flag("StaticRoutesOnly"):
            yield VpnTunnel(address, up)
            continue
        identity = f"{item.required('VpnConnectionId')}-tunnel-{number}"
        inside = each.text("TunnelInsideCidr") or None
        session = tunnel_session(Tunnel(identity, known.asn if known else 0, inside, each.origin), customer, far)
        if not up and not session.problems:
            session = replace(session, problems=("AWS reports the tunnel down",))
        yield VpnTunnel(address, up and not session.problems, session)
