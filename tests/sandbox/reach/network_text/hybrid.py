"""Statements of transit gateways, VPN, Direct Connect and data centres."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from typing import Literal

from sandbox.routing.model import (
    Announcement,
    BgpSession,
    Connection,
    CustomerGateway,
    DataCentre,
    DirectConnectAssociation,
    DirectConnectGateway,
    Lag,
    PrefixList,
    Router,
    Subnet,
    TransitAttachment,
    TransitGateway,
    TransitPrefixListReference,
    TransitRoute,
    TransitRouteTable,
    VirtualInterface,
    VpnConnection,
    VpnTunnel,
)
from tests.sandbox.reach.network_text.statement import BadStatement, Draft, Statement, prefix, prefixes, statement
from tests.sandbox.reach.network_text.vpcs import ACCOUNT, REGION

type _AttachmentType = Literal["vpc", "vpn", "direct-connect-gateway", "peering", "connect"]
_ATTACHMENT_TYPES: tuple[_AttachmentType, ...] = ("vpc", "vpn", "direct-connect-gateway", "peering", "connect")


def _attachment_type(text: str) -> _AttachmentType:
    for known in _ATTACHMENT_TYPES:
        if text == known:
            return known
    raise BadStatement(f"No type of attachment {text!r}.")


@statement("transit-gateway")
def _transit_gateway(draft: Draft, line: Statement) -> None:
    name = line.value(0)
    draft.put(
        name,
        TransitGateway(
            name,
            ACCOUNT,
            line.options.get("region", REGION),
            int(line.options.get("asn", "64600")),
            vpn_ecmp=not line.flag("no-ecmp"),
            group_references=line.flag("references"),
        ),
    )


@statement("transit-table")
def _transit_table(draft: Draft, line: Statement) -> None:
    draft.put(line.value(0), TransitRouteTable(line.value(0), draft.get(TransitGateway, line.value(1)).id))


@statement("attachment")
def _attachment(draft: Draft, line: Statement) -> None:
    """`attachment ID GATEWAY TYPE RESOURCE [table=] [to=] [subnets=] [appliance] [pending]`."""
    name, gateway = line.value(0), draft.get(TransitGateway, line.value(1)).id
    for subnet in line.listed("subnets"):
        draft.get(Subnet, subnet)
    for table in (*line.listed("table"), *line.listed("to")):
        draft.get(TransitRouteTable, table)
    attachment = TransitAttachment(
        name,
        gateway,
        _attachment_type(line.value(2)),
        line.value(3),
        ACCOUNT,
        available=not line.flag("pending"),
        table=line.options.get("table"),
        propagates_to=line.listed("to"),
        subnets=line.listed("subnets"),
        appliance_mode=line.flag("appliance"),
        group_references=not line.flag("no-references"),
        ipv6=line.flag("ipv6"),
    )
    draft.put(f"{gateway} {name}", attachment)


@statement("transit-route")
def _transit_route(draft: Draft, line: Statement) -> None:
    table = draft.get(TransitRouteTable, line.value(0))
    to = None if line.value(2) == "blackhole" else line.value(2)
    if not line.value(1).startswith("pl-"):
        route = TransitRoute(prefix(line.value(1)), to)
        draft.put(table.id, replace(table, routes=(*table.routes, route)))
        return
    reference = TransitPrefixListReference(draft.get(PrefixList, line.value(1)).id, to)
    draft.put(table.id, replace(table, references=(*table.references, reference)))


@statement("datacentre")
def _datacentre(draft: Draft, line: Statement) -> None:
    draft.put(line.value(0), DataCentre(line.value(0), prefixes(line.values[1:]), ()))


@statement("router")
def _router(draft: Draft, line: Statement) -> None:
    """`router NAME DATACENTRE ASN [address=] [down]`."""
    centre = draft.get(DataCentre, line.value(1))
    own = tuple(ip_address(text) for text in line.listed("address"))
    router = Router(line.value(0), int(line.value(2)), own, up=not line.flag("down"))
    draft.put(centre.name, replace(centre, routers=(*centre.routers, router)))
    draft.put(router.name, router)


@statement("customer-gateway")
def _customer_gateway(draft: Draft, line: Statement) -> None:
    name = line.value(0)
    draft.put(name, CustomerGateway(name, ACCOUNT, int(line.value(1)), ip_address(line.value(2))))


@statement("vpn")
def _vpn(draft: Draft, line: Statement) -> None:
    """`vpn ID CUSTOMER-GATEWAY GATEWAY tunnels=up,down [static=PREFIX,...] [router=NAME]`; a session has the id
    `ID/NUMBER`."""
    name, customer = line.value(0), draft.get(CustomerGateway, line.value(1))
    static = prefixes(line.listed("static")) if "static" in line.options else None
    router = line.options.get("router")
    tunnels = []
    for place, state in enumerate(line.listed("tunnels")):
        session = BgpSession(f"{name}/{place}", 4, int(line.options.get("asn", "64600")), customer.asn, router=router)
        outside = ip_address(f"3.{len(draft.all(VpnConnection))}.{place}.1")
        tunnels.append(VpnTunnel(outside, state == "up", session if static is None else None))
    draft.put(name, VpnConnection(name, ACCOUNT, REGION, customer.id, line.value(2), tuple(tunnels), static))


@statement("connection")
def _connection(draft: Draft, line: Statement) -> None:
    name = line.value(0)
    lag = line.options.get("lag")
    if lag:
        draft.get(Lag, lag)
    draft.put(
        name,
        Connection(
            name,
            ACCOUNT,
            name,
            line.options.get("location", "EqDC2"),
            line.options.get("region", REGION),
            "10Gbps",
            up=not line.flag("down"),
            lag=lag,
            router=line.options.get("router"),
        ),
    )


@statement("lag")
def _lag(draft: Draft, line: Statement) -> None:
    name = line.value(0)
    draft.put(name, Lag(name, ACCOUNT, name, "EqDC2", REGION, int(line.options.get("minimum", "0"))))


@statement("direct-connect-gateway")
def _direct_connect_gateway(draft: Draft, line: Statement) -> None:
    name = line.value(0)
    draft.put(name, DirectConnectGateway(name, ACCOUNT, name, int(line.options.get("asn", "64700"))))


@statement("association")
def _association(draft: Draft, line: Statement) -> None:
    """`association ID DIRECT-CONNECT-GATEWAY GATEWAY PREFIX ...`."""
    gateway = draft.get(DirectConnectGateway, line.value(1)).id
    draft.put(line.value(0), DirectConnectAssociation(line.value(0), gateway, line.value(2), prefixes(line.values[3:])))


@statement("virtual-interface")
def _virtual_interface(draft: Draft, line: Statement) -> None:
    """`virtual-interface ID CONNECTION KIND GATEWAY [router=] [family=] [pending] [problem=]`; its session has the id
    `ID/FAMILY`."""
    name, kind = line.value(0), line.value(2)
    if kind not in {"private", "transit"}:
        raise BadStatement(f"A virtual interface is private or transit, not {kind!r}.")
    carrier = line.value(1)
    if carrier not in draft.all(Connection) and carrier not in draft.all(Lag):
        raise BadStatement(f"No connection or LAG {carrier!r}.")
    router = draft.get(Router, line.options.get("router", ""))
    sessions = tuple(
        BgpSession(
            f"{name}/{family}",
            6 if family == "6" else 4,
            64700,
            router.asn,
            problems=line.listed("problem"),
            router=router.name,
        )
        for family in line.listed("family") or ("4",)
    )
    draft.put(
        name,
        VirtualInterface(
            name,
            ACCOUNT,
            name,
            carrier,
            "private" if kind == "private" else "transit",
            100 + len(draft.all(VirtualInterface)),
            line.value(3),
            sessions,
            available=not line.flag("pending"),
        ),
    )


@statement("announce")
def _announce(draft: Draft, line: Statement) -> None:
    """`announce SESSION PREFIX [path=ASN,ASN] [med=] [communities=]`."""
    owner, _, _ = line.value(0).partition("/")
    made = Announcement(
        prefix(line.value(1)),
        tuple(int(asn) for asn in line.listed("path")),
        int(line.options.get("med", "0")),
        frozenset(line.listed("communities")),
    )

    def extended(session: BgpSession) -> BgpSession:
        return (
            replace(session, announcements=(*session.announcements, made)) if session.id == line.value(0) else session
        )

    if owner in draft.all(VirtualInterface):
        interface = draft.get(VirtualInterface, owner)
        draft.put(owner, replace(interface, sessions=tuple(extended(one) for one in interface.sessions)))
        return
    vpn = draft.get(VpnConnection, owner)
    tunnels = tuple(replace(t, session=extended(t.session) if t.session else None) for t in vpn.tunnels)
    draft.put(owner, replace(vpn, tunnels=tunnels))
