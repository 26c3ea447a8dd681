"""Direct Connect of a plan: connections, virtual interfaces, gateways, and both ends of BGP sessions."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_interface
from typing import Literal

from sandbox.routing.model import (
    BgpSession,
    Connection,
    DirectConnectAssociation,
    DirectConnectGateway,
    Lag,
    VirtualInterface,
)
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.far_end import (
    AmazonSession,
    FarEnd,
    InterfaceAddress,
    Port,
    line_of,
    line_problem,
    session,
)
from sandbox.snapshot.network.plan.associations import ASSOCIATION, PROPOSAL, associated_gateway, proposal_of
from sandbox.snapshot.network.plan.resources import PlanResources, digits, flag, number, unreadable
from sandbox.snapshot.plan.resource import UNKNOWN, Planned

_MODULE = "aws:directconnect/"
_CONNECTION = f"{_MODULE}connection:Connection"
_HOSTED = f"{_MODULE}hostedConnection:HostedConnection"
_CONFIRMATION = f"{_MODULE}connectionConfirmation:ConnectionConfirmation"
_LAG = f"{_MODULE}linkAggregationGroup:LinkAggregationGroup"
_LAG_MEMBER = f"{_MODULE}connectionAssociation:ConnectionAssociation"
_PEER = f"{_MODULE}bgpPeer:BgpPeer"
_GATEWAY = f"{_MODULE}gateway:Gateway"
type Kind = Literal["private", "public", "transit"]
_INTERFACES: dict[str, Kind] = {
    f"{_MODULE}privateVirtualInterface:PrivateVirtualInterface": "private",
    f"{_MODULE}publicVirtualInterface:PublicVirtualInterface": "public",
    f"{_MODULE}transitVirtualInterface:TransitVirtualInterface": "transit",
}
_HOSTED_INTERFACES: dict[str, Kind] = {
    f"{_MODULE}hostedPrivateVirtualInterface:HostedPrivateVirtualInterface": "private",
    f"{_MODULE}hostedPublicVirtualInterface:HostedPublicVirtualInterface": "public",
    f"{_MODULE}hostedTransitVirtualInterface:HostedTransitVirtualInterface": "transit",
}
_ACCEPTERS = (
    f"{_MODULE}hostedPrivateVirtualInterfaceAccepter:HostedPrivateVirtualInterfaceAccepter",
    f"{_MODULE}hostedPublicVirtualInterfaceAccepter:HostedPublicVirtualInterfaceAccepter",
    f"{_MODULE}hostedTransitVirtualInterfaceAcceptor:HostedTransitVirtualInterfaceAcceptor",
)
TOKENS = frozenset(
    (
        _CONNECTION,
        _HOSTED,
        _CONFIRMATION,
        _LAG,
        _LAG_MEMBER,
        _PEER,
        _GATEWAY,
        ASSOCIATION,
        PROPOSAL,
        *_INTERFACES,
        *_HOSTED_INTERFACES,
        *_ACCEPTERS,
    )
)
PUBLIC_ASN = 7224
"""Amazon's ASN on public virtual interfaces."""
_HIDDEN = "[secret]"
"""How Pulumi writes a secret of a preview."""


def read_direct_connect(resources: PlanResources, draft: Draft, far: FarEnd | None) -> None:
    """Add Direct Connect; virtual private and transit gateways must be there."""
    for made in resources.of(_GATEWAY):
        identity, asn = resources.id(made), number(made.values.get("amazonSideAsn")) or 0
        name = made.text("name") or made.name
        draft.direct_connect_gateways[identity] = DirectConnectGateway(
            identity, made.account, name, asn=asn, origin=made.origin
        )
    _lags(resources, draft)
    _connections(resources, draft, far)
    accepters = {resources.id(made): made for made in resources.of(*_ACCEPTERS)}
    for made in resources.of(*_INTERFACES, *_HOSTED_INTERFACES):
        _interface(resources, draft, made, accepters.get(resources.id(made)), far)
    _associations(resources, draft)


def _lags(resources: PlanResources, draft: Draft) -> None:
    for made in resources.of(_LAG):
        identity = resources.id(made)
        draft.lags[identity] = Lag(
            identity,
            made.account,
            made.text("name") or made.name,
            location=made.text("location") or "",
            region=made.region,
            minimum_links=number(made.values.get("minimumLinks")) or 0,
            origin=made.origin,
        )


def _connections(resources: PlanResources, draft: Draft, far: FarEnd | None) -> None:
    member_of = {
        resources.text(made, "connectionId", "dxcon-"): resources.text(made, "lagId", "dxlag-")
        for made in resources.of(_LAG_MEMBER)
    }
    for made in resources.of(_CONNECTION):
        identity, location, bandwidth = resources.id(made), made.text("location") or "", made.text("bandwidth") or ""
        port = Port(made.text("name") or made.name, location, bandwidth)
        line = line_of(far, port) if far else None
        problem = line_problem(far, port) if far and far.lines else ""
        draft.connections[identity] = Connection(
            identity,
            made.account,
            port.name,
            location=port.location,
            region=made.region,
            bandwidth=port.bandwidth,
            up=not problem,
            reason=problem,
            lag=member_of.get(identity),
            router=line.router if line else None,
            origin=made.origin,
        )
    for made in resources.of(_HOSTED):
        identity, parent = resources.id(made), resources.text(made, "connectionId") or ""
        carrier = draft.connections.get(parent)
        confirmed = any(resources.id(each) == identity for each in resources.of(_CONFIRMATION))
        draft.connections[identity] = Connection(
            identity,
            made.text("ownerAccountId") or made.account,
            made.text("name") or made.name,
            location=carrier.location if carrier else "",
            region=carrier.region if carrier else made.region,
            bandwidth=made.text("bandwidth") or "",
            up=confirmed and (carrier.up if carrier else True),
            reason="" if confirmed else "its owner has not confirmed it",
            lag=carrier.lag if carrier else None,
            router=carrier.router if carrier else None,
            origin=made.origin,
        )


def _interface(
    resources: PlanResources, draft: Draft, made: Planned, accepter: Planned | None, far: FarEnd | None
) -> None:
    hosted = made.type in _HOSTED_INTERFACES
    kind = _HOSTED_INTERFACES.get(made.type) or _INTERFACES[made.type]
    owner = accepter if hosted else made
    gateway = None
    if owner is not None and kind != "public":
        gateway = resources.text(owner, "dxGatewayId") or resources.text(owner, "vpnGatewayId", "vgw-")
    identity, connection = resources.id(made), resources.text(made, "connectionId") or ""
    ports = tuple(_ports(draft, connection))
    peers = (p for p in resources.of(_PEER) if resources.text(p, "virtualInterfaceId", "dxvif-") == identity)
    asn, vlan = _amazon_asn(draft, kind, gateway), number(made.values.get("vlan")) or 0
    halves = [_half(each, identity, vlan, asn) for each in (made, *peers)]
    sessions: tuple[BgpSession, ...] = tuple(session(half, ports, far) for half in halves)
    draft.virtual_interfaces[identity] = VirtualInterface(
        identity,
        made.text("ownerAccountId") or made.account,
        made.text("name") or made.name,
        connection=connection,
        kind=kind,
        vlan=vlan,
        gateway=gateway,
        sessions=sessions,
        available=not hosted or accepter is not None,
        site_link=flag(made, "sitelinkEnabled"),
        prefixes=resources.prefixes(made, "routeFilterPrefixes") if kind == "public" else (),
        origin=made.origin,
    )


def _half(made: Planned, identity: str, vlan: int, amazon_asn: int) -> AmazonSession:
    """Return Amazon's half of the session that an interface or a BGP peer declares."""
    family = made.text("addressFamily") or "ipv4"
    key = made.text("bgpAuthKey")
    return AmazonSession(
        made.text("bgpPeerId") or f"dxpeer-{digits(identity, family, count=8)}",
        6 if family == "ipv6" else 4,
        vlan,
        amazon_asn,
        number(made.values.get("bgpAsn")) or number(made.values.get("bgpAsnLong")) or 0,
        _ends(made, "customerAddress"),
        _ends(made, "amazonAddress"),
        None if key == _HIDDEN else key,
        amazon_asn == PUBLIC_ASN,
        made.origin,
    )


def _amazon_asn(draft: Draft, kind: Kind, gateway: str | None) -> int:
    if kind == "public":
        return PUBLIC_ASN
    known = draft.direct_connect_gateways.get(gateway or "") or draft.virtual_private_gateways.get(gateway or "")
    return known.asn if known else 0


def _ends(made: Planned, name: str) -> InterfaceAddress | None:
    value = made.values.get(name)
    if value in (None, "", UNKNOWN):
        return None
    try:
        return ip_interface(str(value))
    except ValueError:
        raise unreadable(made, name, value, "write an address such as 169.254.101.1/30") from None


def _ports(draft: Draft, connection: str) -> Iterator[Port]:
    """Yield the connection of a virtual interface, or those of its LAG."""
    for known in draft.connections.values():
        if connection in (known.id, known.lag):
            yield Port(known.name, known.location, known.bandwidth)


def _associations(resources: PlanResources, draft: Draft) -> None:
    accepted = set()
    for made in resources.of(ASSOCIATION):
        proposal, associated = proposal_of(resources, made), associated_gateway(resources, made)
        accepted.add(proposal.urn if proposal else None)
        if associated is None:
            resources.note(made, "its associated gateway is not in the plan")
            continue
        declared = made if _allowed(made) or proposal is None else proposal
        prefixes = resources.prefixes(declared, "allowedPrefixes") if _allowed(declared) else ()
        gateway = draft.virtual_private_gateways.get(associated)
        if not prefixes and gateway and gateway.vpc in draft.vpcs:
            prefixes = draft.vpcs[gateway.vpc].cidrs  # AWS's default: the ranges of the VPC
        identity = made.text("dxGatewayAssociationId") or resources.id(made)
        draft.direct_connect_associations[identity] = DirectConnectAssociation(
            identity,
            resources.text(made, "dxGatewayId") or "",
            associated,
            allowed_prefixes=prefixes,
            origin=made.origin,
        )
    associated_gateways = {(one.gateway, one.associated) for one in draft.direct_connect_associations.values()}
    for made in resources.of(PROPOSAL):
        # A policy pack receives no id of a deployed proposal, so the association does not name it.
        pair = (resources.text(made, "dxGatewayId"), resources.text(made, "associatedGatewayId"))
        if made.urn not in accepted and pair not in associated_gateways:
            resources.note(made, "nothing in the plan accepts the proposal: the gateways are not associated")


def _allowed(made: Planned) -> bool:
    """Return whether allowed prefixes are given: those of an association are AWS's choice where they are not."""
    return isinstance(made.values.get("allowedPrefixes"), list | tuple) and bool(made.values["allowedPrefixes"])
