"""EC2: rules, routes and attachments that a resource has before the step, and those that AWS makes with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known
from sandbox.provider.resources.ec2_network_acl import as_entry
from sandbox.provider.resources.ec2_route_tables import ROUTE
from sandbox.provider.resources.ec2_security_group import as_permission
from sandbox.provider.resources.ec2transitgateway_attachments import ASSOCIATION, PROPAGATION

_ALL_TRAFFIC = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
"""The rule for outgoing traffic of a new security group. Reference: EC2 user guide, default-custom-security-groups."""
_TABLES = ("aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable")
_GROUP, _DEFAULT_GROUP = "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
_DEFAULT_ENTRIES = [
    {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0", "Egress": egress}
    for egress in (False, True)
]
"""The entries of a new VPC's network ACL. Reference: VPC user guide, default-network-acl."""
_DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
_DEFAULT_TABLE = "tgw-rtb-*"
"""A transit gateway's default route table, whose id AWS assigns."""
_ANOTHER = "another-"
"""Before the id of a resource in whose place the step puts its own."""


def _route_tables(response: dict[str, Any], request: Mapping[str, Any], known: Known) -> None:
    for table in response["RouteTables"]:
        if known.type in _TABLES:
            gateways = known.before.get("propagatingVgws") or ()
            table["PropagatingVgws"] = [{"GatewayId": gateway} for gateway in gateways]
            routes = known.before.get("routes") or ()
            table["Routes"] = [{**ROUTE.encode(route), "Origin": "CreateRoute"} for route in routes]
        for propagated in table["PropagatingVgws"]:
            propagated.setdefault("GatewayId", "")
            propagated["GatewayId"] = known.after.get("vpnGatewayId") or propagated["GatewayId"]
        for association in table["Associations"]:
            association["Main"] = known.type == "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
    if known.type == "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation" and "Filters" in request:
        table = response["RouteTables"][0]
        first = {**table, "RouteTableId": f"{_ANOTHER}{table['RouteTableId']}", "Associations": []}
        response["RouteTables"] = [first, table]


def _network_acls(response: dict[str, Any], request: Mapping[str, Any], known: Known) -> None:
    filtered = "Filters" in request
    names = {one["Name"] for one in request.get("Filters") or ()}
    for acl in response["NetworkAcls"]:
        sides = ((False, "ingress"), (True, "egress"))
        if known.type.endswith(("NetworkAcl", "DefaultNetworkAcl")):
            acl["Entries"] = [
                {**as_entry(rule, "ruleNo", "action"), "Egress": egress}
                for egress, side in sides
                for rule in known.before.get(side) or ()
            ]
            if known.type == _DEFAULT_ACL and not known.before:
                acl["Entries"] = [dict(entry) for entry in _DEFAULT_ENTRIES]
            if not filtered:
                subnets = known.before.get("subnetIds") or ()
                acl["Associations"] = [{"SubnetId": subnet, "NetworkAclId": known.identity} for subnet in subnets]
        if filtered:
            for association in acl["Associations"]:
                association["NetworkAclId"] = f"{_ANOTHER}{association['NetworkAclId']}"
            acl["NetworkAclId"] = "acl-*" if "default" in names else acl["NetworkAclId"]


def _security_groups(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    if known.type not in {_GROUP, _DEFAULT_GROUP}:
        return
    for group in response["SecurityGroups"]:
        if known.before:
            rules = {side: known.before.get(side) or () for side in ("ingress", "egress")}
            group["IpPermissions"] = [as_permission(rule, known.identity) for rule in rules["ingress"]]
            group["IpPermissionsEgress"] = [as_permission(rule, known.identity) for rule in rules["egress"]]
        else:
            own = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group["GroupId"]}]}
            group["IpPermissions"] = [own] if known.type == _DEFAULT_GROUP else []
            group["IpPermissionsEgress"] = [_ALL_TRAFFIC]


def _vpn_gateways(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    networks = dict.fromkeys(filter(None, (known.before.get("vpcId"), known.after.get("vpcId"))))
    for gateway in response["VpnGateways"]:
        gateway["VpcAttachments"] = [{"VpcId": network, "State": "attached"} for network in networks]


def _vpn_connections(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    for connection in response["VpnConnections"]:
        if not (known.after.get("transitGatewayId") or known.before.get("transitGatewayId")):
            connection.pop("TransitGatewayId", None)
        connection["Options"]["TunnelOptions"] = connection["Options"]["TunnelOptions"][:1] * 2


def _transit_gateways(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    other = known.others.get(_transit_gateway(known))
    for gateway in response["TransitGateways"]:
        gateway["OwnerId"] = other.account if other else known.place.account
        for member, switch in (
            ("AssociationDefaultRouteTableId", "defaultRouteTableAssociation"),
            ("PropagationDefaultRouteTableId", "defaultRouteTablePropagation"),
        ):
            disabled = other is not None and other.properties.get(switch) == "disable"
            gateway["Options"][member] = "" if disabled else _DEFAULT_TABLE


def _transit_gateway(known: Known) -> str:
    """Return the id of the transit gateway; for the accepter of an attachment, the attachment's."""
    attachment = known.others.get(str(known.after.get("transitGatewayAttachmentId")))
    given = known.after.get("transitGatewayId") or (attachment and attachment.properties.get("transitGatewayId"))
    return str(given)


def _attachments(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    associated = known.before.get(ASSOCIATION, True)
    for attachment in response["TransitGatewayAttachments"]:
        table = _DEFAULT_TABLE if associated else ""
        attachment["Association"] = {"TransitGatewayRouteTableId": table}


def _propagations(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    state = "enabled" if known.before.get(PROPAGATION, True) else "disabled"
    response["TransitGatewayAttachmentPropagations"] = [{"TransitGatewayRouteTableId": _DEFAULT_TABLE, "State": state}]


RESPONSES = {
    "DescribeNetworkAcls": _network_acls,
    "DescribeRouteTables": _route_tables,
    "DescribeSecurityGroups": _security_groups,
    "DescribeTransitGatewayAttachments": _attachments,
    "DescribeTransitGateways": _transit_gateways,
    "DescribeVpnConnections": _vpn_connections,
    "DescribeVpnGateways": _vpn_gateways,
    "GetTransitGatewayAttachmentPropagations": _propagations,
}
