"""Security groups and rules in the shapes of EC2's responses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.emulated.ec2 import security_group_store as store
from sandbox.emulated.ec2.ip_protocols import ALL
from sandbox.emulated.ec2.security_group_rule import GroupReference, Rule

type Shape = dict[str, Any]
type PeeringStatus = Callable[[str], str]
"""Returns the state of a VPC peering connection by its id."""


def tags(it: Any) -> list[dict[str, str]]:
    """Return the tags of a group or a rule."""
    return [{"Key": key, "Value": value} for key, value in dict(it.ec2_backend.tags.get(it.id, {})).items()]


def group(it: Any, status: PeeringStatus) -> Shape:
    """Return a SecurityGroup."""
    return {
        "GroupId": it.id,
        "GroupName": it.name,
        "Description": it.description,
        "OwnerId": it.owner_id,
        "VpcId": it.vpc_id,
        "SecurityGroupArn": arn(it, "security-group"),
        "IpPermissions": permissions([store.read(rule) for rule in store.stored(it, egress=False)], status),
        "IpPermissionsEgress": permissions([store.read(rule) for rule in store.stored(it, egress=True)], status),
        "Tags": tags(it),
    }


def permissions(rules: list[Rule], status: PeeringStatus) -> list[Shape]:
    """Return IpPermissions: rules with the same protocol and ports in one."""
    found: dict[tuple[object, ...], Shape] = {}
    for rule in rules:
        ports = (rule.protocol, rule.first, rule.last)
        shown = found.setdefault(ports, _empty(rule))
        text = {"Description": rule.description} if rule.description else {}
        if rule.cidr_ipv4:
            shown["IpRanges"].append({"CidrIp": rule.cidr_ipv4, **text})
        elif rule.cidr_ipv6:
            shown["Ipv6Ranges"].append({"CidrIpv6": rule.cidr_ipv6, **text})
        elif rule.prefix_list:
            shown["PrefixListIds"].append({"PrefixListId": rule.prefix_list, **text})
        elif rule.group:
            shown["UserIdGroupPairs"].append({**reference(rule.group, status), **text})
    return list(found.values())


def _empty(rule: Rule) -> Shape:
    ports = {} if rule.first is None else {"FromPort": rule.first, "ToPort": rule.last}
    lists: Shape = {"IpRanges": [], "Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": []}
    return {"IpProtocol": rule.protocol, **ports, **lists}


def reference(it: GroupReference, status: PeeringStatus) -> Shape:
    """Return a UserIdGroupPair or a ReferencedSecurityGroup."""
    shown = {"GroupId": it.id, "UserId": it.owner, "VpcId": it.vpc, "VpcPeeringConnectionId": it.peering}
    if it.peering:
        shown["PeeringStatus"] = status(it.peering)
    return {member: value for member, value in shown.items() if value}


def rule(owner: Any, it: Any, status: PeeringStatus) -> Shape:
    """Return a SecurityGroupRule of a group; rules without ports show -1."""
    shown = store.read(it)
    ends: Shape = {
        "CidrIpv4": shown.cidr_ipv4,
        "CidrIpv6": shown.cidr_ipv6,
        "PrefixListId": shown.prefix_list,
        "ReferencedGroupInfo": reference(shown.group, status) if shown.group else None,
        "Description": shown.description,
    }
    return {
        **_identity(owner, it, shown),
        "GroupOwnerId": owner.owner_id,
        **{member: value for member, value in ends.items() if value},
        "Tags": tags(it),
        "SecurityGroupRuleArn": arn(it, "security-group-rule"),
    }


def revoked(owner: Any, it: Any) -> Shape:
    """Return a RevokedSecurityGroupRule."""
    shown = store.read(it)
    ends: Shape = {
        "CidrIpv4": shown.cidr_ipv4,
        "CidrIpv6": shown.cidr_ipv6,
        "PrefixListId": shown.prefix_list,
        "ReferencedGroupId": shown.group.id if shown.group else "",
        "Description": shown.description,
    }
    return {**_identity(owner, it, shown), **{member: value for member, value in ends.items() if value}}


def _identity(owner: Any, it: Any, shown: Rule) -> Shape:
    without = shown.protocol == ALL or shown.first is None
    return {
        "SecurityGroupRuleId": it.id,
        "GroupId": owner.id,
        "IsEgress": it.is_egress,
        "IpProtocol": shown.protocol,
        "FromPort": -1 if without else shown.first,
        "ToPort": -1 if without else shown.last,
    }


def arn(it: Any, kind: str) -> str:
    """Return the ARN of a group or a rule."""
    own = it.ec2_backend
    return f"arn:{own.partition}:ec2:{own.region_name}:{own.account_id}:{kind}/{it.id}"
