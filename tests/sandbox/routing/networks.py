"""Builders of small topologies."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any, Literal, Protocol

from sandbox.routing.model import (
    Address,
    Announcement,
    BgpSession,
    Connection,
    CustomerGateway,
    DirectConnectAssociation,
    DirectConnectGateway,
    Prefix,
    Route,
    RouteTable,
    Target,
    TargetKind,
    Topology,
    TransitAttachment,
    TransitGateway,
    TransitRouteTable,
    VirtualInterface,
    VirtualPrivateGateway,
    Vpc,
    VpnConnection,
    VpnTunnel,
)

ACCOUNT = "111111111111"
CUSTOMER_ASN = 65010
REGION = "us-east-1"


class HasId(Protocol):
    """A resource of a topology."""

    @property
    def id(self) -> str:
        """Return its id."""


def net(text: str) -> Prefix:
    """Return a prefix."""
    return ip_network(text)


def ip(text: str) -> Address:
    """Return an address."""
    return ip_address(text)


def by_id[T: HasId](*resources: T) -> dict[str, T]:
    """Return the resources by id."""
    return {it.id: it for it in resources}


def attachments(*found: TransitAttachment) -> dict[tuple[str, str], TransitAttachment]:
    """Return the attachments by gateway and id."""
    return {(it.gateway, it.id): it for it in found}


def vpc(id_: str, *cidrs: str, region: str = REGION) -> Vpc:
    """Return a VPC."""
    return Vpc(id=id_, account=ACCOUNT, region=region, name=id_, cidrs=tuple(map(net, cidrs)))


def route(destination: str, kind: TargetKind, target: str) -> Route:
    """Return a route to a prefix, or to a prefix list."""
    return Route(
        destination=destination if destination.startswith("pl-") else net(destination), target=Target(kind, target)
    )


def table(id_: str, vpc_id: str, *routes: Route, propagating: tuple[str, ...] = ()) -> RouteTable:
    """Return a route table of a VPC."""
    return RouteTable(id=id_, vpc=vpc_id, routes=routes, propagating=propagating)


def vgw(id_: str, vpc_id: str | None, region: str = REGION) -> VirtualPrivateGateway:
    """Return a virtual private gateway."""
    return VirtualPrivateGateway(id=id_, account=ACCOUNT, region=region, vpc=vpc_id)


def announce(
    prefix: str, *communities: str, prepend: int = 0, med: int | None = None, asn: int = CUSTOMER_ASN
) -> Announcement:
    """Return an announcement of the customer's router, with its own ASN prepended a number of times."""
    return Announcement(prefix=net(prefix), as_path=(asn,) * (1 + prepend), med=med, communities=frozenset(communities))


def session(
    id_: str,
    *announcements: Announcement,
    family: Literal[4, 6] = 4,
    amazon_asn: int = 64600,
    customer_asn: int = CUSTOMER_ASN,
    **more: Any,
) -> BgpSession:
    """Return a BGP session."""
    return BgpSession(
        id=id_,
        family=family,
        amazon_asn=amazon_asn,
        customer_asn=customer_asn,
        announcements=announcements,
        **more,
    )


def line(id_: str, region: str = REGION, *, up: bool = True, lag: str | None = None, router: str = "") -> Connection:
    """Return a connection; its router has the name of the line."""
    return Connection(
        id=id_,
        account=ACCOUNT,
        name=id_,
        location=f"loc-{region}",
        region=region,
        bandwidth="10Gbps",
        up=up,
        lag=lag,
        router=router or f"router-of-{id_}",
    )


def vif(
    id_: str,
    connection: str,
    gateway: str | None,
    *sessions: BgpSession,
    kind: Literal["private", "public", "transit"] = "private",
    **more: Any,
) -> VirtualInterface:
    """Return a virtual interface."""
    return VirtualInterface(
        id=id_,
        account=ACCOUNT,
        name=id_,
        connection=connection,
        kind=kind,
        vlan=101,
        gateway=gateway,
        sessions=sessions,
        **more,
    )


def dx_gateway(id_: str, asn: int = 64600) -> DirectConnectGateway:
    """Return a Direct Connect gateway."""
    return DirectConnectGateway(id=id_, account=ACCOUNT, name=id_, asn=asn)


def association(id_: str, gateway: str, associated: str, *allowed: str) -> DirectConnectAssociation:
    """Return an association with its allowed prefixes."""
    return DirectConnectAssociation(
        id=id_, gateway=gateway, associated=associated, allowed_prefixes=tuple(map(net, allowed))
    )


def tgw(id_: str, region: str = REGION, *, vpn_ecmp: bool = True) -> TransitGateway:
    """Return a transit gateway."""
    return TransitGateway(id=id_, account=ACCOUNT, region=region, asn=64520, vpn_ecmp=vpn_ecmp)


def attachment(
    id_: str,
    gateway: str,
    kind: Literal["vpc", "vpn", "direct-connect-gateway", "peering", "connect"],
    resource: str,
    *propagates_to: str,
    **more: Any,
) -> TransitAttachment:
    """Return an attachment of a transit gateway."""
    return TransitAttachment(
        id=id_, gateway=gateway, type=kind, resource=resource, account=ACCOUNT, propagates_to=propagates_to, **more
    )


def transit_table(id_: str, gateway: str, **more: Any) -> TransitRouteTable:
    """Return a route table of a transit gateway."""
    return TransitRouteTable(id=id_, gateway=gateway, **more)


def vpn(
    id_: str,
    gateway: str,
    *sessions: BgpSession,
    static: tuple[str, ...] | None = None,
    up: tuple[bool, bool] = (True, True),
    **more: Any,
) -> VpnConnection:
    """Return a VPN connection with two tunnels, of which each has its session with BGP."""
    kept: list[BgpSession | None] = [*sessions, None, None]
    tunnels = tuple(
        VpnTunnel(outside_address=ip(f"203.0.113.{number}"), up=is_up, session=kept[number - 1])
        for number, is_up in enumerate(up, 1)
    )
    return VpnConnection(
        id=id_,
        account=ACCOUNT,
        region=REGION,
        customer_gateway="cgw-1",
        gateway=gateway,
        tunnels=tunnels,
        static_routes=None if static is None else tuple(map(net, static)),
        **more,
    )


def customer_gateway(address: str) -> CustomerGateway:
    """Return the customer gateway of VPN connections."""
    return CustomerGateway(id="cgw-1", account=ACCOUNT, asn=CUSTOMER_ASN, address=ip(address))


def topology(**parts: Any) -> Topology:
    """Return a topology."""
    return Topology(**parts)
