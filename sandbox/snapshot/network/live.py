"""AWS's responses about the network from a running sandbox, or from any endpoint that the credentials allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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
_DIRECT_CONNECT: Mapping[str, tuple[str, str]] = {
    "Connections": ("describe_connections", "connections"),
    "Lags": ("describe_lags", "lags"),
    "VirtualInterfaces": ("describe_virtual_interfaces", "virtualInterfaces"),
}
_STATIC = [{"Name": "type", "Values": ["static"]}]


@dataclass(frozen=True)
class NetworkLive:
    """An endpoint, clients of its accounts, and the Regions to read, the home Region first."""

    endpoint: str
    clients: Clients
    regions: tuple[str, ...]
    management: str
    """Id of the management account, whose clients assume no role."""

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
            raise SourceUnreadable(
                self.endpoint, str(error), "Let the credentials read ec2, directconnect and elasticloadbalancing."
            ) from error
        return {name: response for name, response in found.items() if any(response.values())}

    def _read(self, place: tuple[str, str]) -> dict[str, Any]:
        account, region = place
        inside = None if account == self.management else account
        ec2 = self.clients.client("ec2", inside, region)
        found: dict[str, Any] = {"Vpcs": _every(ec2, "describe_vpcs", "Vpcs")}
        found |= {member: _every(ec2, operation, member) for member, operation in _ALWAYS.items()}
        if found["Vpcs"]["Vpcs"]:
            found |= {member: _every(ec2, operation, member) for member, operation in _OF_VPCS.items()}
            found |= dict(_prefix_lists(ec2))
            found |= dict(_load_balancers(self.clients.client("elbv2", inside, region)))
        if found["TransitGateways"]["TransitGateways"]:
            found |= {member: _every(ec2, operation, member) for member, operation in _TRANSIT.items()}
            found |= dict(_transit_routes(ec2, found["TransitGatewayRouteTables"]["TransitGatewayRouteTables"]))
        return found | dict(_direct_connect(self.clients.client("directconnect", inside, region)))


def _prefix_lists(client: Any) -> Iterator[tuple[str, Any]]:
    """Yield AWS's lists with their prefixes, those of customers with their entries."""
    listed = _every(client, "describe_managed_prefix_lists", "PrefixLists")["PrefixLists"]
    of_aws = _every(client, "describe_prefix_lists", "PrefixLists")["PrefixLists"]
    known = {each["PrefixListId"] for each in of_aws if each.get("Cidrs")}
    yield "PrefixLists", {"PrefixLists": [*listed, *of_aws]}
    own = [each["PrefixListId"] for each in listed if each["PrefixListId"] not in known]
    entries = [
        {
            "PrefixListId": each,
            **_every(client, "get_managed_prefix_list_entries", "Entries", PrefixListId=each),
        }
        for each in own
    ]
    yield "PrefixListEntries", {"PrefixListEntries": entries}


def _transit_routes(client: Any, tables: list[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield static routes, propagations and references of each table, in Batfish's files."""
    routes, propagations, references = [], [], []
    for table in (each["TransitGatewayRouteTableId"] for each in tables):
        identity = {"TransitGatewayRouteTableId": table}
        found = plain(client.search_transit_gateway_routes(**identity, Filters=_STATIC))
        routes.append({**identity, "Routes": found["Routes"]})
        member = "TransitGatewayRouteTablePropagations"
        enabled = _every(client, "get_transit_gateway_route_table_propagations", member, **identity)
        propagations.append({**identity, **enabled})
        member = "TransitGatewayPrefixListReferences"
        referenced = _every(client, "get_transit_gateway_prefix_list_references", member, **identity)
        references.append({**identity, **referenced})
    yield "TransitGatewayStaticRoutes", {"TransitGatewayStaticRoutes": routes}
    yield "TransitGatewayPropagations", {"TransitGatewayPropagations": propagations}
    yield "TransitGatewayPrefixListReferences", {"TransitGatewayPrefixListReferences": references}


def _load_balancers(client: Any) -> Iterator[tuple[str, Any]]:
    balancers = _every(client, "describe_load_balancers", "LoadBalancers")
    groups = _every(client, "describe_target_groups", "TargetGroups")
    yield "LoadBalancers", balancers
    yield "TargetGroups", groups
    listeners, attributes, rules = [], [], []
    for arn in (each["LoadBalancerArn"] for each in balancers["LoadBalancers"]):
        own = _every(client, "describe_listeners", "Listeners", LoadBalancerArn=arn)
        listeners.append({"LoadBalancerArn": arn, **own})
        settings = plain(client.describe_load_balancer_attributes(LoadBalancerArn=arn))
        attributes.append({"LoadBalancerArn": arn, "Attributes": settings["Attributes"]})
        for listener in (each["ListenerArn"] for each in own["Listeners"]):
            further = _every(client, "describe_rules", "Rules", ListenerArn=listener)
            rules.append({"ListenerArn": listener, **further})
    health, settings_of_groups = [], []
    for arn in (each["TargetGroupArn"] for each in groups["TargetGroups"]):
        described = plain(client.describe_target_health(TargetGroupArn=arn))
        health.append({"TargetGroupArn": arn, "TargetHealthDescriptions": described["TargetHealthDescriptions"]})
        settings = plain(client.describe_target_group_attributes(TargetGroupArn=arn))
        settings_of_groups.append({"TargetGroupArn": arn, "Attributes": settings["Attributes"]})
    yield "LoadBalancerListeners", {"LoadBalancerListeners": listeners}
    yield "LoadBalancerAttributes", {"LoadBalancerAttributes": attributes}
    yield "LoadBalancerRules", {"LoadBalancerRules": rules}
    yield "LoadBalancerTargetHealth", {"LoadBalancerTargetHealth": health}
    yield "TargetGroupAttributes", {"TargetGroupAttributes": settings_of_groups}


def _direct_connect(client: Any) -> Iterator[tuple[str, Any]]:
    for name, (operation, member) in _DIRECT_CONNECT.items():
        yield name, _every(client, operation, member)
    member = "directConnectGateways"
    gateways = _every(client, "describe_direct_connect_gateways", member)
    yield "DirectConnectGateways", gateways
    associations: list[Any] = []
    for gateway in (each["directConnectGatewayId"] for each in gateways[member]):
        request = {"directConnectGatewayId": gateway}
        further = "directConnectGatewayAssociations"
        associations += _every(client, "describe_direct_connect_gateway_associations", further, **request)[further]
    yield "DirectConnectGatewayAssociations", {"directConnectGatewayAssociations": associations}


def _every(client: Any, operation: str, member: str, **request: str) -> Mapping[str, Any]:
    """Return the list that an operation returns, all of it, where botocore has no paginator for the operation."""
    if client.can_paginate(operation):
        return pages(client, operation, member, **request)
    found: list[Any] = []
    token: dict[str, str] = {}
    while True:
        response = plain(getattr(client, operation)(**request, **token))
        found += response.get(member) or []
        if not response.get("nextToken"):
            return {member: found}
        token = {"nextToken": response["nextToken"]}
