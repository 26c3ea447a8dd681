"""Transit gateways of a plan: route tables, attachments, associations, propagations, routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model import (
    TransitAttachment,
    TransitGateway,
    TransitPrefixListReference,
    TransitRoute,
    TransitRouteTable,
)
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan.associations import ASSOCIATION, associated_gateway
from sandbox.snapshot.network.plan.connect_peers import CONNECT, PEER, connect_sessions
from sandbox.snapshot.network.plan.resources import PlanResources, digits, flag, name_of, number
from sandbox.snapshot.plan.resource import Planned

GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
TABLE = "aws:ec2transitgateway/routeTable:RouteTable"
_ROUTE = "aws:ec2transitgateway/route:Route"
_ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
_PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"
_REFERENCE = "aws:ec2transitgateway/prefixListReference:PrefixListReference"
_VPC = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
_VPC_ACCEPTER = "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
_PEERING = "aws:ec2transitgateway/peeringAttachment:PeeringAttachment"
_PEERING_ACCEPTER = "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter"
_DEFAULT_ASSOCIATION = "aws:ec2transitgateway/defaultRouteTableAssociation:DefaultRouteTableAssociation"
_DEFAULT_PROPAGATION = "aws:ec2transitgateway/defaultRouteTablePropagation:DefaultRouteTablePropagation"
_VPN = "aws:ec2/vpnConnection:VpnConnection"
TOKENS = frozenset(
    (
        GATEWAY,
        TABLE,
        _ROUTE,
        _ASSOCIATION,
        _PROPAGATION,
        _REFERENCE,
        _VPC,
        _VPC_ACCEPTER,
        _PEERING,
        _PEERING_ACCEPTER,
        _DEFAULT_ASSOCIATION,
        _DEFAULT_PROPAGATION,
        CONNECT,
        PEER,
    )
)
DEFAULT_ASN = 64512
"""Amazon's ASN of a transit gateway for which none is given."""
type AttachmentType = Literal["vpc", "vpn", "direct-connect-gateway", "peering", "connect"]


@dataclass
class _Links:
    """The association and the propagations of attachments, by gateway and attachment."""

    table: dict[tuple[str, str], str] = field(default_factory=dict)
    propagations: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    origins: dict[tuple[str, str], dict[str, Origin]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """An attachment as one resource declares it."""

    made: Planned
    id: str
    gateway: str
    type: AttachmentType
    resource: str
    account: str
    subnets: tuple[str, ...] = ()
    available: bool = True


def read_transit_gateways(resources: PlanResources, draft: Draft) -> None:
    """Add transit gateways with tables and attachments."""
    for made in resources.of(GATEWAY):
        _gateway(resources, draft, made)
    _tables(resources, draft)
    links = _links(resources, draft)
    accepters = {resources.id(made): made for made in resources.of(_VPC_ACCEPTER, _PEERING_ACCEPTER)}
    for found in _attachments(resources, draft, accepters):
        key = (found.gateway, found.id)
        _default_links(resources, links, found, accepters.get(found.id))
        made = found.made
        draft.transit_attachments[key] = TransitAttachment(
            found.id,
            found.gateway,
            found.type,
            resource=found.resource,
            account=found.account,
            available=found.available,
            table=links.table.get(key),
            propagates_to=tuple(dict.fromkeys(links.propagations.get(key, ()))),
            subnets=found.subnets,
            appliance_mode=flag(made, "applianceModeSupport"),
            group_references=flag(made, "securityGroupReferencingSupport", default=True),
            ipv6=flag(made, "ipv6Support"),
            sessions=connect_sessions(resources, draft, found.id, found.gateway) if found.type == "connect" else (),
            name=name_of(made),
            origin=made.origin,
            link_origins=links.origins.get(key, {}),
        )


def _gateway(resources: PlanResources, draft: Draft, made: Planned) -> None:
    identity = resources.id(made)
    draft.transit_gateways[identity] = TransitGateway(
        identity,
        made.account,
        made.region,
        asn=number(made.values.get("amazonSideAsn")) or DEFAULT_ASN,
        name=name_of(made),
        vpn_ecmp=flag(made, "vpnEcmpSupport", default=True),
        group_references=flag(made, "securityGroupReferencingSupport"),
        cidrs=resources.prefixes(made, "transitGatewayCidrBlocks")
        if made.values.get("transitGatewayCidrBlocks")
        else (),
        origin=made.origin,
    )
    for table in {_default(resources, made, side) for side in ("Association", "Propagation")} - {None}:
        if table:
            draft.transit_route_tables[table] = TransitRouteTable(table, identity, origin=made.origin)
    if flag(made, "multicastSupport"):
        resources.note(made, "multicast is not evaluated")


def _default(resources: PlanResources, made: Planned, side: Literal["Association", "Propagation"]) -> str | None:
    """Return the id of a gateway's default association or propagation table; None where it has none."""
    token = _DEFAULT_ASSOCIATION if side == "Association" else _DEFAULT_PROPAGATION
    for chosen in resources.of(token):
        if resources.text(chosen, "transitGatewayId", "tgw-") == resources.id(made):
            return resources.text(chosen, "transitGatewayRouteTableId", "tgw-rtb-")
    if not flag(made, f"defaultRouteTable{side}", default=True):
        return None
    known = made.text(f"{side.lower()}DefaultRouteTableId")
    return known or f"tgw-rtb-{digits(resources.id(made), 'default')}"


def _tables(resources: PlanResources, draft: Draft) -> None:
    routes: dict[str, list[TransitRoute]] = {}
    references: dict[str, list[TransitPrefixListReference]] = {}
    for made in resources.of(_ROUTE, _REFERENCE):
        table = resources.text(made, "transitGatewayRouteTableId", "tgw-rtb-") or ""
        blackhole = flag(made, "blackhole")
        attachment = None if blackhole else resources.text(made, "transitGatewayAttachmentId", "tgw-attach-")
        if made.type == _REFERENCE:
            prefix_list = resources.text(made, "prefixListId", "pl-")
            if prefix_list and (blackhole or attachment):
                reference = TransitPrefixListReference(prefix_list, attachment, made.origin)
                references.setdefault(table, []).append(reference)
            continue
        destination = resources.prefix(made, made.values.get("destinationCidrBlock"), "destinationCidrBlock")
        if destination and (blackhole or attachment):
            routes.setdefault(table, []).append(TransitRoute(destination, attachment, made.origin))
    for made in resources.of(TABLE):
        identity = resources.id(made)
        gateway = resources.text(made, "transitGatewayId", "tgw-") or ""
        draft.transit_route_tables[identity] = TransitRouteTable(
            identity, gateway, (), references=(), name=name_of(made), origin=made.origin
        )
    for identity, known in tuple(draft.transit_route_tables.items()):
        own, listed = tuple(routes.pop(identity, ())), tuple(references.pop(identity, ()))
        draft.transit_route_tables[identity] = replace(known, routes=own, references=listed)
    for table_id in (*routes, *references):
        draft.note(f"routes of {table_id or 'a transit gateway route table'}, which is not in the plan, are left out")


def _links(resources: PlanResources, draft: Draft) -> _Links:
    links = _Links()
    for made in resources.of(_ASSOCIATION, _PROPAGATION):
        table = resources.text(made, "transitGatewayRouteTableId", "tgw-rtb-")
        attachment = resources.text(made, "transitGatewayAttachmentId", "tgw-attach-")
        if table not in draft.transit_route_tables or attachment is None:
            resources.note(made, "its route table or attachment is not in the plan")
            continue
        key = (draft.transit_route_tables[table].gateway, attachment)
        if made.type == _ASSOCIATION:
            links.table[key] = table
        else:
            links.propagations.setdefault(key, []).append(table)
        if made.origin:
            links.origins.setdefault(key, {})[table] = made.origin
    return links


def _default_links(resources: PlanResources, links: _Links, found: _Found, accepter: Planned | None) -> None:
    """Associate and propagate an attachment by its gateway's defaults, as far as nothing else is declared.

    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html: default route table association and
    propagation; peering attachments have static routes alone.
    """
    made = next((each for each in resources.of(GATEWAY) if resources.id(each) == found.gateway), None)
    key = (found.gateway, found.id)
    if made is None or not found.available:
        return
    deciding = accepter or found.made
    if key not in links.table and flag(deciding, "transitGatewayDefaultRouteTableAssociation", default=True):
        table = _default(resources, made, "Association")
        if table:
            links.table[key] = table
    if found.type != "peering" and flag(deciding, "transitGatewayDefaultRouteTablePropagation", default=True):
        table = _default(resources, made, "Propagation")
        if table:
            links.propagations.setdefault(key, []).append(table)


def _attachments(resources: PlanResources, draft: Draft, accepters: dict[str, Planned]) -> Iterator[_Found]:
    for made in resources.of(_VPC):
        identity, gateway = resources.id(made), resources.text(made, "transitGatewayId", "tgw-") or ""
        known = draft.transit_gateways.get(gateway)
        accepting = next((each for each in resources.of(GATEWAY) if resources.id(each) == gateway), None)
        accepted = (
            known is None
            or known.account == made.account
            or identity in accepters
            or (accepting is not None and flag(accepting, "autoAcceptSharedAttachments"))
        )
        vpc = resources.text(made, "vpcId", "vpc-") or ""
        subnets = resources.texts(made, "subnetIds", "subnet-")
        yield _Found(made, identity, gateway, "vpc", vpc, made.account, subnets, accepted)
    for made in resources.of(_PEERING):
        ends = [resources.text(made, name, "tgw-") or "" for name in ("transitGatewayId", "peerTransitGatewayId")]
        identity = resources.id(made)
        accepted = identity in accepters or made.text("state") == "available"
        for own, other in (ends, ends[::-1]):
            owner = draft.transit_gateways.get(other)
            account = owner.account if owner else made.text("peerAccountId") or made.account
            yield _Found(made, identity, own, "peering", other, account, (), accepted)
    for made in resources.of(CONNECT):
        carrier = resources.text(made, "transportAttachmentId", "tgw-attach-") or ""
        gateway = resources.text(made, "transitGatewayId", "tgw-") or ""
        yield _Found(made, resources.id(made), gateway, "connect", carrier, made.account)
    for made in resources.of(_VPN, ASSOCIATION):
        yield from _of_other(resources, made)


def _of_other(resources: PlanResources, made: Planned) -> Iterator[_Found]:
    """Yield the attachment that AWS creates for a VPN connection or a Direct Connect gateway association."""
    vpn = made.type == _VPN
    gateway = resources.text(made, "transitGatewayId") if vpn else associated_gateway(resources, made)
    if gateway and gateway.startswith("tgw-"):
        identity = made.text("transitGatewayAttachmentId") or f"tgw-attach-{digits(made.urn, 'attachment')}"
        resource = resources.id(made) if vpn else resources.text(made, "dxGatewayId") or ""
        owner = made.account if vpn else made.text("dxGatewayOwnerAccountId") or made.account
        yield _Found(made, identity, gateway, "vpn" if vpn else "direct-connect-gateway", resource, owner)
