"""Direct Connect of AWS's responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.routing.model import (
    Announcement,
    BgpSession,
    Connection,
    DirectConnectAssociation,
    DirectConnectGateway,
    Lag,
    Prefix,
    VirtualInterface,
)
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.far_end import AmazonSession, FarEnd, Port, line_of, line_problem, session

_GONE = ("deleted", "deleting", "rejected")
_WAITING = ("confirming", "verifying", "pending")
_AVAILABLE = ("available", "down", "testing", "unknown")
PUBLIC_ASN = 7224
"""Amazon's ASN on public virtual interfaces."""


def read_direct_connect(answers: Answers, draft: Draft, far: FarEnd | None) -> None:
    """Add Direct Connect; virtual private and transit gateways must be there."""
    for identity, item in answers.by_id("DirectConnectGateways", "directConnectGatewayId").items():
        if item.text("directConnectGatewayState", "available") not in _GONE:
            draft.direct_connect_gateways[identity] = DirectConnectGateway(
                identity,
                item.owner,
                item.text("directConnectGatewayName"),
                asn=item.number("amazonSideAsn") or 0,
                origin=item.origin,
            )
    _lags(answers, draft)
    for identity, item in answers.by_id("Connections", "connectionId").items():
        if item.text("connectionState", "available") not in _GONE:
            draft.connections[identity] = _connection(identity, item, far)
    for identity, item in answers.by_id("VirtualInterfaces", "virtualInterfaceId").items():
        if item.text("virtualInterfaceState", "available") not in _GONE:
            draft.virtual_interfaces[identity] = _interface(answers, draft, identity, item, far)
    for identity, item in answers.by_id("DirectConnectGatewayAssociations", "associationId").items():
        if item.text("associationState", "associated") in ("associated", "updating", "associating"):
            draft.direct_connect_associations[identity] = _association(identity, item)


def _lags(answers: Answers, draft: Draft) -> None:
    for identity, item in answers.by_id("Lags", "lagId").items():
        if item.text("lagState", "available") not in _GONE:
            draft.lags[identity] = Lag(
                identity,
                item.owner,
                item.text("lagName"),
                location=item.text("location"),
                region=item.text("region", item.region),
                minimum_links=item.number("minimumLinks") or 0,
                origin=item.origin,
            )


def _connection(identity: str, item: Item, far: FarEnd | None) -> Connection:
    port = Port(item.text("connectionName"), item.text("location"), item.text("bandwidth"))
    state = item.text("connectionState", "available")
    line = line_of(far, port) if far else None
    reason = "" if state == "available" else f"AWS reports it {state}"
    if far and far.lines and not item.text("partnerName"):
        reason = line_problem(far, port) or reason
    return Connection(
        identity,
        item.owner,
        port.name,
        location=port.location,
        region=item.text("region", item.region),
        bandwidth=port.bandwidth,
        up=not reason,
        reason=reason,
        lag=item.text("lagId") or None,
        router=line.router if line else None,
        origin=item.origin,
    )


def _interface(answers: Answers, draft: Draft, identity: str, item: Item, far: FarEnd | None) -> VirtualInterface:
    declared = item.text("virtualInterfaceType")
    gateway = item.text("directConnectGatewayId") or item.text("virtualGatewayId")
    connection = item.required("connectionId")
    state = item.text("virtualInterfaceState", "available")
    return VirtualInterface(
        identity,
        item.owner,
        item.text("virtualInterfaceName"),
        connection=connection,
        kind="transit" if declared == "transit" else "public" if declared == "public" else "private",
        vlan=item.number("vlan") or 0,
        gateway=gateway or None,
        sessions=tuple(_sessions(answers, draft, item, connection, far)),
        available=state in _AVAILABLE,
        site_link=item.flag("siteLinkEnabled"),
        prefixes=tuple(cidr for each in item.items("routeFilterPrefixes") if (cidr := each.prefix("cidr"))),
        origin=item.origin,
    )


def _sessions(answers: Answers, draft: Draft, item: Item, connection: str, far: FarEnd | None) -> Iterator[BgpSession]:
    ports = [
        Port(each.name, each.location, each.bandwidth)
        for each in draft.connections.values()
        if connection in (each.id, each.lag)
    ]
    accepted = _accepted(answers, item)
    for peer in item.items("bgpPeers") or (item,):
        if peer.text("bgpPeerState", "available") in _GONE:
            continue
        family = peer.text("addressFamily", "ipv4")
        half = AmazonSession(
            peer.text("bgpPeerId") or f"{item.required('virtualInterfaceId')}-{family}",
            6 if family == "ipv6" else 4,
            item.number("vlan") or 0,
            _amazon_asn(draft, item),
            peer.number("asn") or peer.number("asnLong") or 0,
            peer.interface_address("customerAddress"),
            peer.interface_address("amazonAddress"),
            peer.text("authKey") or None,
            item.text("virtualInterfaceType") == "public",
            peer.origin,
        )
        found = session(half, ports, far)
        if (far is None or not far.is_known) and accepted is not None:
            own = tuple(each for each in accepted if each.prefix.version == half.family)
            found = replace(found, announcements=own, problems=())
        yield _as_reported(found, item, peer)


def _as_reported(found: BgpSession, item: Item, peer: Item) -> BgpSession:
    """Return a session that is down where AWS reports it down and the configurations show no reason."""
    if found.problems:
        return found
    if item.text("virtualInterfaceState") == "testing":
        return replace(found, problems=("a failover test is running",))
    if peer.text("bgpStatus") == "down":
        return replace(found, problems=("AWS reports the session down",))
    return found


def _accepted(answers: Answers, item: Item) -> tuple[Announcement, ...] | None:
    """Return what AWS accepted on an interface, by ListVirtualInterfaceRoutes; None where that was not exported.

    The file has a list `VirtualInterfaceRoutes` of the responses, each with its `virtualInterfaceId`.
    """
    identity = item.required("virtualInterfaceId")
    for listed in answers.of("VirtualInterfaceRoutes"):
        if listed.text("virtualInterfaceId") == identity:
            routes = [each for each in listed.items("routes") if each.text("routeDirection") != "advertised"]
            return tuple(_announcement(each, cidr) for each in routes if (cidr := each.prefix("cidr")))
    return None


def _announcement(route: Item, cidr: Prefix) -> Announcement:
    path = tuple(int(each) for each in route.texts("asPath") if each.isdecimal())
    return Announcement(cidr, path, communities=frozenset(route.texts("communities")))


def _amazon_asn(draft: Draft, item: Item) -> int:
    if item.text("virtualInterfaceType") == "public":
        return PUBLIC_ASN
    gateway = item.text("directConnectGatewayId") or item.text("virtualGatewayId")
    known = draft.direct_connect_gateways.get(gateway) or draft.virtual_private_gateways.get(gateway)
    return known.asn if known else item.number("amazonSideAsn") or 0


def _association(identity: str, item: Item) -> DirectConnectAssociation:
    allowed = item.items("allowedPrefixesToDirectConnectGateway")
    return DirectConnectAssociation(
        identity,
        item.required("directConnectGatewayId"),
        item.item("associatedGateway").text("id") or item.required("virtualGatewayId"),
        allowed_prefixes=tuple(cidr for each in allowed if (cidr := each.prefix("cidr"))),
        origin=item.origin,
    )
