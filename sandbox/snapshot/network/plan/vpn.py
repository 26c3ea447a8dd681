"""Site-to-Site VPN of a plan."""

from __future__ import annotations

from sandbox.routing.model import (
    Address,
    BgpSession,
    CustomerGateway,
    Prefix,
    VpnConnection,
    VpnTunnel,
)
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.far_end import FarEnd
from sandbox.snapshot.network.plan.resources import (
    PlanResources,
    flag,
    name_of,
    number,
    planned_public_address,
    unreadable,
)
from sandbox.snapshot.network.tunnels import Tunnel, tunnel_session
from sandbox.snapshot.network.values import address
from sandbox.snapshot.plan.resource import Planned

_CUSTOMER = "aws:ec2/customerGateway:CustomerGateway"
CONNECTION = "aws:ec2/vpnConnection:VpnConnection"
_ROUTE = "aws:ec2/vpnConnectionRoute:VpnConnectionRoute"
TOKENS = frozenset((_CUSTOMER, CONNECTION, _ROUTE))
_DEFAULT_ASN = 65000
"""ASN of a customer gateway for which none is given."""


def read_vpn(resources: PlanResources, draft: Draft, far: FarEnd | None) -> None:
    """Add customer gateways and VPN connections; virtual private and transit gateways must be there."""
    for made in resources.of(_CUSTOMER):
        identity = resources.id(made)
        asn = number(made.values.get("bgpAsn")) or number(made.values.get("bgpAsnExtended")) or _DEFAULT_ASN
        draft.customer_gateways[identity] = CustomerGateway(
            identity, made.account, asn, address=_address(made, "ipAddress"), origin=made.origin
        )
    routes: dict[str, list[Prefix]] = {}
    for made in resources.of(_ROUTE):
        route = resources.prefix(made, made.values.get("destinationCidrBlock"), "destinationCidrBlock")
        if route:
            routes.setdefault(resources.text(made, "vpnConnectionId", "vpn-") or "", []).append(route)
    for made in resources.of(CONNECTION):
        identity = resources.id(made)
        gateway = resources.text(made, "vpnGatewayId", "vgw-") or resources.text(made, "transitGatewayId", "tgw-")
        customer = resources.text(made, "customerGatewayId", "cgw-") or ""
        static = flag(made, "staticRoutesOnly")
        draft.vpn_connections[identity] = VpnConnection(
            identity,
            made.account,
            made.region,
            customer_gateway=customer,
            gateway=gateway,
            tunnels=tuple(_tunnel(draft, made, n, (customer, gateway), far) for n in (1, 2)),
            static_routes=tuple(routes.get(identity, ())) if static else None,
            private=made.text("outsideIpAddressType") == "PrivateIpv4",
            name=name_of(made),
            origin=made.origin,
        )


def _tunnel(draft: Draft, made: Planned, place: int, ends: tuple[str, str | None], far: FarEnd | None) -> VpnTunnel:
    """Return the first or second tunnel between a customer gateway and the gateway on Amazon's side."""
    customer, gateway = ends
    outside = _address(made, f"tunnel{place}Address") or planned_public_address(made.urn, place)
    if flag(made, "staticRoutesOnly"):
        return VpnTunnel(outside, up=True)
    known = draft.virtual_private_gateways.get(gateway or "") or draft.transit_gateways.get(gateway or "")
    inside = made.text(f"tunnel{place}InsideCidr")
    tunnel = Tunnel(f"{made.name}-tunnel-{place}", known.asn if known else 0, inside, made.origin)
    session: BgpSession = tunnel_session(tunnel, draft.customer_gateways.get(customer), far)
    return VpnTunnel(outside, up=not session.problems, session=session)


def _address(made: Planned, name: str) -> Address | None:
    value = made.text(name)
    if not value:
        return None
    try:
        return address(value)
    except ValueError:
        raise unreadable(made, name, value, "write an address such as 203.0.113.12") from None
