"""Route tables of a plan: routes inline or of their own, associations, propagations, the main table of each VPC."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.origin import Origin
from sandbox.routing.model import Destination, Route, RouteTable, Target, TargetKind
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan.gateways import endpoint_prefix_list
from sandbox.snapshot.network.plan.resources import PlanResources, digits, items, name_of
from sandbox.snapshot.network.plan.vpcs import VPC
from sandbox.snapshot.plan.resource import Planned

TABLE = "aws:ec2/routeTable:RouteTable"
DEFAULT = "aws:ec2/defaultRouteTable:DefaultRouteTable"
ROUTE = "aws:ec2/route:Route"
_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
_MAIN = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
_PROPAGATION = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"
_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_ENDPOINT_TABLE = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
TOKENS = frozenset((TABLE, DEFAULT, ROUTE, _ASSOCIATION, _MAIN, _PROPAGATION, _ENDPOINT_TABLE))

_LOCAL = "local"
_DESTINATIONS = ("destinationCidrBlock", "cidrBlock", "destinationIpv6CidrBlock", "ipv6CidrBlock")
_BY_ID = (
    ("igw-", TargetKind.INTERNET_GATEWAY),
    ("vgw-", TargetKind.VIRTUAL_PRIVATE_GATEWAY),
    ("vpce-", TargetKind.VPC_ENDPOINT),
)
_TARGETS: Mapping[str, tuple[TargetKind, str]] = {
    "transitGatewayId": (TargetKind.TRANSIT_GATEWAY, "tgw-"),
    "natGatewayId": (TargetKind.NAT_GATEWAY, "nat-"),
    "vpcPeeringConnectionId": (TargetKind.PEERING_CONNECTION, "pcx-"),
    "networkInterfaceId": (TargetKind.NETWORK_INTERFACE, "eni-"),
    "egressOnlyGatewayId": (TargetKind.EGRESS_ONLY_INTERNET_GATEWAY, "eigw-"),
    "vpcEndpointId": (TargetKind.VPC_ENDPOINT, "vpce-"),
    "carrierGatewayId": (TargetKind.UNSUPPORTED, "cagw-"),
    "localGatewayId": (TargetKind.UNSUPPORTED, "lgw-"),
    "coreNetworkArn": (TargetKind.UNSUPPORTED, "arn:"),
    "odbNetworkArn": (TargetKind.UNSUPPORTED, "arn:"),
}


@dataclass
class _Table:
    vpc: str
    name: str
    origin: Origin | None
    routes: list[Route] = field(default_factory=list)
    subnets: list[str] = field(default_factory=list)
    gateways: list[str] = field(default_factory=list)
    propagating: list[str] = field(default_factory=list)
    links: dict[str, Origin] = field(default_factory=dict)


def read_route_tables(resources: PlanResources, draft: Draft) -> None:
    """Add the route tables of all VPCs; interfaces of instances and endpoints must be there."""
    tables, main = _tables(resources)
    _routes(resources, tables)
    _associations(resources, tables, main)
    for identity, table in tables.items():
        vpc = draft.vpcs.get(table.vpc)
        written = {route.destination for route in table.routes}
        local = Target(TargetKind.LOCAL, _LOCAL)
        locals_ = [Route(cidr, local, table.origin) for cidr in (vpc.cidrs if vpc else ()) if cidr not in written]
        draft.route_tables[identity] = RouteTable(
            identity,
            table.vpc,
            (*locals_, *table.routes),
            main=main.get(table.vpc) == identity,
            subnets=tuple(table.subnets),
            gateways=tuple(table.gateways),
            propagating=tuple(dict.fromkeys(table.propagating)),
            name=table.name,
            origin=table.origin,
            association_origins=table.links,
        )


def main_table(resources: PlanResources, made: Planned) -> str:
    """Return the id of the route table that AWS creates with a VPC."""
    known = made.text("defaultRouteTableId") or made.text("mainRouteTableId")
    return known or f"rtb-{digits(resources.id(made), 'main')}"


def _tables(resources: PlanResources) -> tuple[dict[str, _Table], dict[str, str]]:
    tables: dict[str, _Table] = {}
    main: dict[str, str] = {}
    for made in resources.of(VPC):
        main[resources.id(made)] = main_table(resources, made)
        tables[main_table(resources, made)] = _Table(resources.id(made), "", made.origin)
    for made in resources.of(TABLE):
        vpc = resources.text(made, "vpcId", "vpc-") or ""
        tables[resources.id(made)] = _Table(vpc, name_of(made), made.origin)
    for made in resources.of(DEFAULT):
        identity = resources.text(made, "defaultRouteTableId", "rtb-") or resources.id(made)
        known = tables.get(identity)
        tables[identity] = _Table(known.vpc if known else made.text("vpcId") or "", name_of(made), made.origin)
    return tables, main


def _routes(resources: PlanResources, tables: Mapping[str, _Table]) -> None:
    for made in resources.of(TABLE, DEFAULT):
        identity = resources.id(made)
        if made.type == DEFAULT:
            identity = resources.text(made, "defaultRouteTableId", "rtb-") or identity
        for inline in items(made, "routes"):
            _add(resources, tables[identity], made, inline, "routes")
        for gateway in resources.texts(made, "propagatingVgws", "vgw-"):
            tables[identity].propagating.append(gateway)
            _link(tables[identity], gateway, made.origin)
    for made in resources.of(ROUTE):
        table = _table(resources, tables, made)
        if table:
            _add(resources, table, made, made.values, None)
    for made, table_id, endpoint in _endpoint_routes(resources):
        prefix_list = endpoint_prefix_list(endpoint)
        table = tables.get(table_id)
        if table and prefix_list:
            target = Target(TargetKind.VPC_ENDPOINT, resources.id(endpoint))
            table.routes.append(Route(prefix_list, target, made.origin))


def _endpoint_routes(resources: PlanResources) -> Iterator[tuple[Planned, str, Planned]]:
    """Yield the route tables of gateway endpoints: what declares it, the table's id, the endpoint."""
    endpoints = {resources.id(made): made for made in resources.of(_ENDPOINT)}
    for made in endpoints.values():
        for table in resources.texts(made, "routeTableIds", "rtb-"):
            yield made, table, made
    for made in resources.of(_ENDPOINT_TABLE):
        endpoint = endpoints.get(resources.text(made, "vpcEndpointId", "vpce-") or "")
        table_id = resources.text(made, "routeTableId", "rtb-")
        if endpoint and table_id:
            yield made, table_id, endpoint


def _add(resources: PlanResources, table: _Table, made: Planned, values: Mapping[str, Any], inside: str | None) -> None:
    destination = _destination(resources, made, values, inside)
    target = _target(resources, made, values, inside)
    if destination is None or target is None:
        resources.note(made, "a route without known destination and target is left out")
        return
    table.routes.append(Route(destination, target, made.origin))
    if target.kind is TargetKind.UNSUPPORTED:
        resources.draft.unsupported[target.id] = next(name for name in _TARGETS if values.get(name))


def _destination(
    resources: PlanResources, made: Planned, values: Mapping[str, Any], inside: str | None
) -> Destination | None:
    if values.get("destinationPrefixListId"):
        name = inside or "destinationPrefixListId"
        return resources.resolved(made, name, values["destinationPrefixListId"], "pl-")
    for name in _DESTINATIONS:
        if values.get(name):
            return resources.prefix(made, values[name], name)
    return None


def _target(resources: PlanResources, made: Planned, values: Mapping[str, Any], inside: str | None) -> Target | None:
    for name, (kind, begin) in _TARGETS.items():
        if values.get(name):
            found = resources.resolved(made, inside or name, values[name], begin)
            return Target(kind, found) if found else None
    if values.get("gatewayId"):
        return _gateway(resources, made, values["gatewayId"], inside or "gatewayId")
    if values.get("instanceId"):
        instance = resources.draft.instances.get(
            resources.resolved(made, inside or "instanceId", values["instanceId"], "i-") or ""
        )
        return Target(TargetKind.NETWORK_INTERFACE, instance.interfaces[0]) if instance else None
    return None


def _gateway(resources: PlanResources, made: Planned, value: object, name: str) -> Target | None:
    if value == _LOCAL:
        return Target(TargetKind.LOCAL, _LOCAL)
    found = resources.resolved(made, name, value)
    kind = next((kind for begin, kind in _BY_ID if found and found.startswith(begin)), None)
    return Target(kind, found) if kind and found else None


def _associations(resources: PlanResources, tables: Mapping[str, _Table], main: dict[str, str]) -> None:
    for made in resources.of(_ASSOCIATION):
        table = _table(resources, tables, made)
        subnet = resources.text(made, "subnetId", "subnet-")
        gateway = resources.text(made, "gatewayId")
        if table and (subnet or gateway):
            (table.subnets if subnet else table.gateways).append(subnet or gateway or "")
            _link(table, subnet or gateway or "", made.origin)
    for made in resources.of(_MAIN):
        vpc, identity = resources.text(made, "vpcId", "vpc-"), resources.text(made, "routeTableId", "rtb-")
        if vpc and identity:
            main[vpc] = identity
    for made in resources.of(_PROPAGATION):
        table, gateway = _table(resources, tables, made), resources.text(made, "vpnGatewayId", "vgw-")
        if table and gateway:
            table.propagating.append(gateway)
            _link(table, gateway, made.origin)


def _table(resources: PlanResources, tables: Mapping[str, _Table], made: Planned) -> _Table | None:
    """Return the table that a resource names; one of no known table is noted."""
    identity = resources.text(made, "routeTableId", "rtb-")
    if identity is None or identity not in tables:
        resources.note(made, f"its route table ({identity or 'not known'}) is not in the plan")
        return None
    return tables[identity]


def _link(table: _Table, key: str, origin: Origin | None) -> None:
    if origin:
        table.links[key] = origin
