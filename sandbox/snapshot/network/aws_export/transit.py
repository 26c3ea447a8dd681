"""Transit gateways of AWS's responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model import (
    BgpSession,
    TransitAttachment,
    TransitGateway,
    TransitPrefixListReference,
    TransitRoute,
    TransitRouteTable,
)
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.values import hosts, prefix

_DEFAULT_ASN = 64512
_THERE = ("available", "modifying", "pendingAcceptance", "pending acceptance", "pending", "initiating")
type AttachmentType = Literal["vpc", "vpn", "direct-connect-gateway", "peering", "connect"]
_TYPES: Mapping[str, AttachmentType] = {
    "vpc": "vpc",
    "vpn": "vpn",
    "direct-connect-gateway": "direct-connect-gateway",
    "peering": "peering",
    "connect": "connect",
}


def read_transit_gateways(answers: Answers, draft: Draft) -> None:
    """Add transit gateways with tables and attachments."""
    for identity, item in answers.by_id("TransitGateways", "TransitGatewayId").items():
        options = item.item("Options")
        if item.text("State", "available") in _THERE:
            draft.transit_gateways[identity] = TransitGateway(
                identity,
                item.owner,
                item.region,
                asn=options.number("AmazonSideAsn") or _DEFAULT_ASN,
                name=item.name,
                vpn_ecmp=options.flag("VpnEcmpSupport", default=True),
                group_references=options.flag("SecurityGroupReferencingSupport"),
                cidrs=tuple(prefix(each) for each in options.texts("TransitGatewayCidrBlocks")),
                origin=item.origin,
            )
    for identity, item in answers.by_id("TransitGatewayRouteTables", "TransitGatewayRouteTableId").items():
        if item.text("State", "available") in _THERE:
            draft.transit_route_tables[identity] = TransitRouteTable(
                identity, item.required("TransitGatewayId"), name=item.name, origin=item.origin
            )
    _routes(answers, draft)
    _attachments(answers, draft)


def _routes(answers: Answers, draft: Draft) -> None:
    for item in answers.of("TransitGatewayStaticRoutes"):
        table = draft.transit_route_tables.get(item.required("TransitGatewayRouteTableId"))
        if table:
            draft.transit_route_tables[table.id] = replace(table, routes=tuple(_static(item)))
    for item in answers.of("TransitGatewayPrefixListReferences"):
        for each in item.items("TransitGatewayPrefixListReferences") or (item,):
            table = draft.transit_route_tables.get(each.text("TransitGatewayRouteTableId"))
            if table and each.text("PrefixListId"):
                attachment = each.item("TransitGatewayAttachment").text("TransitGatewayAttachmentId")
                target = None if each.flag("Blackhole") else attachment or None
                reference = TransitPrefixListReference(each.required("PrefixListId"), target, each.origin)
                known = {one.prefix_list: one for one in table.references}
                references = tuple({**known, reference.prefix_list: reference}.values())
                draft.transit_route_tables[table.id] = replace(table, references=references)


def _static(item: Item) -> Iterator[TransitRoute]:
    for route in item.items("Routes"):
        destination = route.prefix("DestinationCidrBlock")
        if destination is None or route.text("Type", "static") != "static" or route.text("PrefixListId"):
            continue
        attachments = route.items("TransitGatewayAttachments")
        target = attachments[0].required("TransitGatewayAttachmentId") if attachments else None
        yield TransitRoute(destination, target, route.origin)


def _attachments(answers: Answers, draft: Draft) -> None:
    details = answers.by_id("TransitGatewayVpcAttachments", "TransitGatewayAttachmentId")
    carriers = answers.by_id("TransitGatewayConnects", "TransitGatewayAttachmentId")
    propagations = _propagations(answers)
    seen: dict[tuple[str, str], Item] = {}
    for item in answers.of("TransitGatewayAttachments"):
        key = (item.required("TransitGatewayId"), item.required("TransitGatewayAttachmentId"))
        if key not in seen or item.account == item.text("TransitGatewayOwnerId"):
            seen[key] = item
    for key, item in seen.items():
        kind = _TYPES.get(item.text("ResourceType"))
        if item.text("State", "available") not in _THERE:
            continue
        if kind is None:
            draft.unsupported[key[1]] = item.text("ResourceType")
            draft.note(f"{item.origin}: an attachment of type {item.text('ResourceType')} is not read")
            continue
        detail = details.get(key[1])
        options = detail.item("Options") if detail else item.item("Options")
        carrier = carriers[key[1]].text("TransportTransitGatewayAttachmentId") if key[1] in carriers else ""
        links = {
            table: origin for table, origin in propagations.get(key[1], {}).items() if _is_of(draft, table, key[0])
        }
        association = item.item("Association")
        table = association.text("TransitGatewayRouteTableId") or None
        draft.transit_attachments[key] = TransitAttachment(
            key[1],
            key[0],
            kind,
            resource=carrier or item.text("ResourceId"),
            account=item.text("ResourceOwnerId", item.account),
            available=item.text("State", "available") in ("available", "modifying"),
            table=table if association.text("State", "associated") in ("associated", "associating") else None,
            propagates_to=tuple(links),
            subnets=detail.texts("SubnetIds") if detail else (),
            appliance_mode=options.flag("ApplianceModeSupport"),
            group_references=options.flag("SecurityGroupReferencingSupport", default=True),
            ipv6=options.flag("Ipv6Support"),
            sessions=tuple(_connect_sessions(answers, draft, key)) if kind == "connect" else (),
            name=item.name,
            created=_seconds(item.text("CreationTime")),
            origin=item.origin,
            link_origins={**({table: association.origin} if table else {}), **links},
        )


def _is_of(draft: Draft, table: str, gateway: str) -> bool:
    known = draft.transit_route_tables.get(table)
    return known is None or known.gateway == gateway


def _propagations(answers: Answers) -> dict[str, dict[str, Origin]]:
    """Return the tables that each attachment propagates into, by its id."""
    found: dict[str, dict[str, Origin]] = {}
    for item in answers.of("TransitGatewayPropagations"):
        table = item.required("TransitGatewayRouteTableId")
        for each in item.items("TransitGatewayRouteTablePropagations"):
            if each.text("State", "enabled") in ("enabled", "enabling"):
                found.setdefault(each.required("TransitGatewayAttachmentId"), {})[table] = each.origin
    return found


def _connect_sessions(answers: Answers, draft: Draft, key: tuple[str, str]) -> Iterator[BgpSession]:
    """Yield the sessions of Connect peers; what the appliances announce is not known."""
    gateway = draft.transit_gateways.get(key[0])
    asn = gateway.asn if gateway else 0
    for identity, item in answers.by_id("TransitGatewayConnectPeers", "TransitGatewayConnectPeerId").items():
        if item.text("TransitGatewayAttachmentId") != key[1] or item.text("State", "available") not in _THERE:
            continue
        configuration = item.item("ConnectPeerConfiguration")
        first = next(iter(configuration.items("BgpConfigurations")), None)
        for inside in configuration.texts("InsideCidrBlocks"):
            version = prefix(inside).version
            ends = hosts(inside)
            yield BgpSession(
                f"{identity}-{version}",
                4 if version == 4 else 6,  # noqa: PLR2004 - the families
                amazon_asn=(first.number("TransitGatewayAsn") if first else None) or asn,
                customer_asn=(first.number("PeerAsn") if first else None) or asn,
                amazon_address=ends[1],
                customer_address=ends[0],
                problems=("what the appliance announces is not known",),
                origin=item.origin,
            )


def _seconds(text: str) -> float:
    """Return a time as seconds since the epoch; 0 where it is absent."""
    try:
        return datetime.fromisoformat(text).timestamp() if text else 0.0
    except ValueError:
        return 0.0
