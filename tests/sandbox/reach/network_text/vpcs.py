"""Statements of VPCs: ranges, subnets, route tables, gateways, peering connections and endpoints."""

from __future__ import annotations

from dataclasses import replace

from sandbox.routing.model import (
    EgressOnlyInternetGateway,
    InternetGateway,
    NatGateway,
    PeeringConnection,
    PrefixList,
    Route,
    RouteTable,
    Subnet,
    Target,
    TargetKind,
    VirtualPrivateGateway,
    Vpc,
    VpcEndpoint,
)
from tests.sandbox.reach.network_text.statement import (
    BadStatement,
    Draft,
    Statement,
    addresses,
    is_prefix,
    prefix,
    prefixes,
    statement,
)

ACCOUNT = "111111111111"
REGION = "us-east-1"

TARGETS = {
    "igw": TargetKind.INTERNET_GATEWAY,
    "eigw": TargetKind.EGRESS_ONLY_INTERNET_GATEWAY,
    "vgw": TargetKind.VIRTUAL_PRIVATE_GATEWAY,
    "nat": TargetKind.NAT_GATEWAY,
    "tgw": TargetKind.TRANSIT_GATEWAY,
    "pcx": TargetKind.PEERING_CONNECTION,
    "eni": TargetKind.NETWORK_INTERFACE,
    "vpce": TargetKind.VPC_ENDPOINT,
}


def _account(line: Statement) -> str:
    return line.options.get("account", ACCOUNT)


def _region(line: Statement) -> str:
    return line.options.get("region", REGION)


@statement("vpc")
def _vpc(draft: Draft, line: Statement) -> None:
    name = line.value(0)
    draft.put(name, Vpc(name, _account(line), _region(line), name, prefixes(line.values[1:])))


@statement("subnet")
def _subnet(draft: Draft, line: Statement) -> None:
    name, vpc = line.value(0), draft.get(Vpc, line.value(1))
    zone = line.options.get("zone", "az1")
    draft.put(name, Subnet(name, vpc.id, vpc.account, vpc.region, zone, prefixes(line.values[2:]), name))


@statement("table")
def _table(draft: Draft, line: Statement) -> None:
    name, vpc = line.value(0), draft.get(Vpc, line.value(1))
    local = tuple(Route(cidr, Target(TargetKind.LOCAL, "local")) for cidr in vpc.cidrs)
    for subnet in line.listed("subnets"):
        draft.get(Subnet, subnet)
    draft.put(
        name,
        RouteTable(
            name,
            vpc.id,
            local,
            main=line.flag("main"),
            subnets=line.listed("subnets"),
            gateways=line.listed("gateways"),
            propagating=line.listed("propagating"),
        ),
    )


def target(text: str) -> Target:
    if text == "local":
        return Target(TargetKind.LOCAL, "local")
    kind = TARGETS.get(text.partition("-")[0])
    if kind is None:
        raise BadStatement(f"No kind of target {text!r}.")
    return Target(kind, text)


@statement("route")
def _route(draft: Draft, line: Statement) -> None:
    table = draft.get(RouteTable, line.value(0))
    written = line.value(1)
    if not is_prefix(written):
        draft.get(PrefixList, written)
    destination = prefix(written) if is_prefix(written) else written
    route = Route(destination, target(line.value(2)))
    draft.put(table.id, replace(table, routes=(*table.routes, route)))


@statement("prefix-list")
def _prefix_list(draft: Draft, line: Statement) -> None:
    name = line.value(0)
    draft.put(name, PrefixList(name, _account(line), _region(line), name, prefixes(line.values[1:])))


@statement("internet-gateway")
def _internet_gateway(draft: Draft, line: Statement) -> None:
    vpc = draft.get(Vpc, line.value(1))
    draft.put(line.value(0), InternetGateway(line.value(0), vpc.account, vpc.id))


@statement("egress-only")
def _egress_only(draft: Draft, line: Statement) -> None:
    vpc = draft.get(Vpc, line.value(1))
    draft.put(line.value(0), EgressOnlyInternetGateway(line.value(0), vpc.account, vpc.id))


@statement("nat")
def _nat(draft: Draft, line: Statement) -> None:
    name, subnet = line.value(0), draft.get(Subnet, line.value(1))
    public = addresses(line.listed("public"))
    draft.put(name, NatGateway(name, subnet.account, subnet.vpc, subnet.id, addresses(line.values[2:]), public))


@statement("peering")
def _peering(draft: Draft, line: Statement) -> None:
    requester, accepter = draft.get(Vpc, line.value(1)), draft.get(Vpc, line.value(2))
    active = not line.flag("pending")
    draft.put(line.value(0), PeeringConnection(line.value(0), requester.id, accepter.id, active))


@statement("vpn-gateway")
def _vpn_gateway(draft: Draft, line: Statement) -> None:
    vpc = draft.get(Vpc, line.value(1))
    asn = int(line.options.get("asn", "64512"))
    draft.put(line.value(0), VirtualPrivateGateway(line.value(0), vpc.account, vpc.region, vpc.id, asn))


@statement("gateway-endpoint")
def _gateway_endpoint(draft: Draft, line: Statement) -> None:
    vpc = draft.get(Vpc, line.value(1))
    name = line.value(0)
    draft.put(name, VpcEndpoint(name, vpc.account, vpc.region, vpc.id, "Gateway", line.value(2)))
