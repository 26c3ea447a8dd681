"""AWS's responses about the network from a running sandbox, or from any endpoint that the credentials allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from botocore.exceptions import ClientError

from sandbox.snapshot.aws_calls import pages, plain
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.live import Clients

_PARALLEL_ACCOUNTS = 4
FOLDER = "aws_configs"
"""Folder of the responses, as Batfish has it; in it `accounts/ID/REGION/NAME.json`.

https://batfish.readthedocs.io/en/latest/formats.html
"""
_VPCS = ("Vpcs", "describe_vpcs")
_ALWAYS: Mapping[str, str] = {
    "TransitGateways": "describe_transit_gateways",
    "VpcPeeringConnections": "describe_vpc_peering_connections",
    "CustomerGateways": "describe_customer_gateways",
    "VpnConnections": "describe_vpn_connections",
    "VpnGateways": "describe_vpn_gateways",
}
"""Member, and name of its file -> operation, of what there may be without a VPC."""
_OF_VPCS: Mapping[str, str] = {
    "Subnets": "describe_subnets",
    "RouteTables": "describe_route_tables",
    "SecurityGroups": "describe_security_groups",
    "SecurityGroupRules": "describe_security_group_rules",
    "NetworkAcls": "describe_network_acls",
    "NetworkInterfaces": "describe_network_interfaces",
    "Addresses": "describe_addresses",
    "Reservations": "describe_instances",
    "InternetGateways": "describe_internet_gateways",
    "EgressOnlyInternetGateways": "describe_egress_only_internet_gateways",
    "NatGateways": "describe_nat_gateways",
    "VpcEndpoints": "describe_vpc_endpoints",
}
_TRANSIT: Mapping[str, str] = {
    "TransitGatewayAttachments": "describe_transit_gateway_attachments",
    "TransitGatewayVpcAttachments": "describe_transit_gateway_vpc_attachments",
    "TransitGatewayConnects": "describe_transit_gateway_connects",
    "TransitGatewayConnectPeers": "describe_transit_gateway_connect_peers",
    "TransitGatewayRouteTables": "describe_transit_gateway_route_tables",
}
_GATEWAYS = "directConnectGateways"
_DIRECT_CONNECT: Mapping[str, tuple[str, str]] = {
    "Connections": ("describe_connections", "connections"),
    "Lags": ("describe_lags", "lags"),
    "VirtualInterfaces": ("describe_virtual_interfaces", "virtualInterfaces"),
    "DirectConnectGateways": ("describe_direct_connect_gateways", _GATEWAYS),
}
_TABLES = (
    (
        "TransitGatewayPropagations",
        "get_transit_gateway_route_table_propagations",
        "TransitGatewayRouteTablePropagations",
    ),
    (
        "TransitGatewayPrefixListReferences",
        "get_transit_gateway_prefix_list_references",
        "TransitGatewayPrefixListReferences",
    ),
)
"""File, operation and member of what each route table of a transit gateway has."""
_DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation")
_STATIC = [{"Name": "type", "Values": ["static"]}]


@dataclass(frozen=True)
class NetworkLive:
    """An endpoint, clients of its accounts, and the Regions to read, the home Region first."""

    endpoint: str
    clients: Clients
    regions: tuple[str, ...]
    management: str
    """Id of the management account, whose clients assume no role."""
    unanswered: set[str] = field(default_factory=set)
    """Operations that the endpoint does not have, once the responses are read."""

    def responses(self, accounts: tuple[str, ...]) -> dict[str, Any]:
        """Return the responses by file name; raises SourceUnreadable where a request is refused."""
        places = [(account, region) for account in accounts for region in self.regions]
        found: dict[str, Any] = {}
        try:
            with ThreadPoolExecutor(_PARALLEL_ACCOUNTS) as pool:
                for (account, region), responses in zip(places, pool.map(self._read, places), strict=True):
                    folder = f"{FOLDER}/accounts/{account}/{region}"
                    found.update({f"{folder}/{name}.json": response for name, response in responses.items()})
        except ClientError as error:
            raise SourceUnreadable(self.endpoint, str(error), _next_step(error)) from error
        return {name: response for name, response in found.items() if any(response.values())}

    def _read(self, place: tuple[str, str]) -> dict[str, Any]:
        account, region = place
        inside = None if account == self.management else account
        ec2 = Caller(self.clients.client("ec2", inside, region), self.unanswered)
        found: dict[str, Any] = {"Vpcs": ec2.every("describe_vpcs", "Vpcs")}
        found |= {member: ec2.every(operation, member) for member, operation in _ALWAYS.items()}
        if found["Vpcs"]["Vpcs"]:
            found |= {member: ec2.every(operation, member) for member, operation in _OF_VPCS.items()}
            found |= dict(_prefix_lists(ec2))
            found |= dict(_load_balancers(Caller(self.clients.client("elbv2", inside, region), self.unanswered)))
        if found["TransitGateways"]["TransitGateways"]:
            found |= {member: ec2.every(operation, member) for member, operation in _TRANSIT.items()}
            found |= dict(_transit_routes(ec2, found["TransitGatewayRouteTables"]["TransitGatewayRouteTables"]))
        direct_connect = Caller(self.clients.client("directconnect", inside, region), self.unanswered)
        return found | dict(_direct_connect(direct_connect))


def _next_step(error: ClientError) -> str:
    if error.response["Error"]["Code"] in _DENIED:
        return "Let the credentials read ec2, directconnect and elasticloadbalancing."
    return "`sandbox logs` shows the engine's side."


def _prefix_lists(ec2: Caller) -> Iterator[tuple[str, Any]]:
    """Yield AWS's lists with their prefixes, those of customers with their entries."""
    listed = ec2.every("describe_managed_prefix_lists", "PrefixLists")["PrefixLists"]
    of_aws = ec2.every("describe_prefix_lists", "PrefixLists")["PrefixLists"]
    known = {each["PrefixListId"] for each in of_aws if each.get("Cidrs")}
    yield "PrefixLists", {"PrefixLists": [*listed, *of_aws]}
    own = ({"PrefixListId": each["PrefixListId"]} for each in listed if each["PrefixListId"] not in known)
    entries = [{**each, **ec2.every("get_managed_prefix_list_entries", "Entries", **each)} for each in own]
    yield "PrefixListEntries", {"PrefixListEntries": entries}


def _transit_routes(ec2: Caller, tables: list[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield static routes, propagations and references of each table, in Batfish's files."""
    own = [{"TransitGatewayRouteTableId": table["TransitGatewayRouteTableId"]} for table in tables]
    for name, operation, member in _TABLES:
        found = [{**table, **ec2.every(operation, member, **table)} for table in own]
        yield name, {name: found}
    operation = "search_transit_gateway_routes"
    routes = [{**table, **ec2.every(operation, "Routes", **table, Filters=_STATIC)} for table in own]
    yield "TransitGatewayStaticRoutes", {"TransitGatewayStaticRoutes": routes}


def _load_balancers(elb: Caller) -> Iterator[tuple[str, Any]]:
    balancers = elb.every("describe_load_balancers", "LoadBalancers")
    groups = elb.every("describe_target_groups", "TargetGroups")
    yield "LoadBalancers", balancers
    yield "TargetGroups", groups
    own = [{"LoadBalancerArn": each["LoadBalancerArn"]} for each in balancers["LoadBalancers"]]
    listeners = [{**each, **elb.every("describe_listeners", "Listeners", **each)} for each in own]
    yield "LoadBalancerListeners", {"LoadBalancerListeners": listeners}
    attributes = [{**each, **elb.every("describe_load_balancer_attributes", "Attributes", **each)} for each in own]
    yield "LoadBalancerAttributes", {"LoadBalancerAttributes": attributes}
    arns = [{"ListenerArn": one["ListenerArn"]} for each in listeners for one in each["Listeners"]]
    rules = [{**each, **elb.every("describe_rules", "Rules", **each)} for each in arns]
    yield "LoadBalancerRules", {"LoadBalancerRules": rules}
    members = [{"TargetGroupArn": each["TargetGroupArn"]} for each in groups["TargetGroups"]]
    health = [{**each, **elb.every("describe_target_health", "TargetHealthDescriptions", **each)} for each in members]
    yield "LoadBalancerTargetHealth", {"LoadBalancerTargetHealth": health}
    settings = [{**each, **elb.every("describe_target_group_attributes", "Attributes", **each)} for each in members]
    yield "TargetGroupAttributes", {"TargetGroupAttributes": settings}


def _direct_connect(client: Caller) -> Iterator[tuple[str, Any]]:
    found = {name: client.every(operation, member) for name, (operation, member) in _DIRECT_CONNECT.items()}
    yield from found.items()
    gateways = [
        {"directConnectGatewayId": each["directConnectGatewayId"]} for each in found["DirectConnectGateways"][_GATEWAYS]
    ]
    operation, member = "describe_direct_connect_gateway_associations", "directConnectGatewayAssociations"
    associations = [one for each in gateways for one in client.every(operation, member, **each)[member]]
    yield "DirectConnectGatewayAssociations", {member: associations}


@dataclass(frozen=True)
class Caller:
    """A client whose operations are called to their last page; `unanswered` gets those that the endpoint lacks."""

    client: Any
    unanswered: set[str]

    def every(self, operation: str, member: str, **request: Any) -> dict[str, Any]:
        """Return the list that an operation returns, all of it."""
        try:
            if self.client.can_paginate(operation):
                return dict(pages(self.client, operation, member, **request))
            return {member: list(self._items(operation, member, request))}
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.NOT_IMPLEMENTED:
                raise
            self.unanswered.add(operation)
            return {member: []}

    def _items(self, operation: str, member: str, request: Mapping[str, Any]) -> Iterator[Any]:
        """Yield the items of an operation for which botocore has no paginator."""
        token: dict[str, str] = {}
        while True:
            response = plain(getattr(self.client, operation)(**request, **token))
            yield from response.get(member) or []
            if not response.get("nextToken"):
                return
            token = {"nextToken": response["nextToken"]}
