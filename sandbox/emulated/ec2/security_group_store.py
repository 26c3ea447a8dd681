"""Security groups and their rules in moto's store of EC2, which other services read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from moto.ec2.models import ec2_backends
from moto.ec2.models.security_groups import SecurityGroupRule

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.ip_protocols import ALL
from sandbox.emulated.ec2.security_group_rule import GroupReference, Rule
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call

DEFAULT = "default"
_ID = re.compile(r"sg-[0-9a-zA-Z-]+")
_RULE_ID = re.compile(r"sgr-[0-9a-zA-Z-]+")
_COMPLETE = "has_default_rules"
"""Attribute of a default group that has the rule for its own members, which moto leaves out."""


def groups(call: Call) -> list[Any]:
    """Return the caller's groups of the Region."""
    return list(groups_of(backend.of(call)))


def groups_of(own: Any) -> Iterator[Any]:
    """Yield the groups of an EC2 backend, the default ones with the rules of AWS's."""
    for inner in list(own.groups.values()):
        for group in list(inner.values()):
            if group.name == DEFAULT and not hasattr(group, _COMPLETE):
                _complete(group)
            yield group


def _complete(group: Any) -> None:
    """Give a default group the rule for its own members (VPC User Guide, "Default security groups")."""
    with backend.LOCK:
        if hasattr(group, _COMPLETE):
            return
        setattr(group, _COMPLETE, True)
        if not group.ingress_rules:
            own = GroupReference(id=group.id, owner=group.owner_id)
            add(group, Rule(protocol=ALL, group=own), egress=False, tags={})


def allow_ipv6(group: Any) -> None:
    """Allow all outgoing IPv6 traffic of a group with only the rule that it began with, as its VPC gets an IPv6 block.

    Source: VPC User Guide, "Default security groups".
    """
    everything = Rule(protocol=ALL, cidr_ipv4="0.0.0.0/0")
    if [read(it).key for it in group.egress_rules] == [everything.key]:
        add(group, Rule(protocol=ALL, cidr_ipv6="::/0"), egress=True, tags={})


def all_groups(region: str) -> Iterator[Any]:
    """Yield the groups of every account in a Region."""
    for account in list(ec2_backends):
        if region in ec2_backends[account]:
            yield from groups_of(ec2_backends[account][region])


def check_id(id_: str) -> str:
    """Return the id of a group if it has the form of one."""
    if not _ID.fullmatch(id_):
        raise AwsError("InvalidGroupId.Malformed", f'Invalid id: "{id_}" (expecting "sg-...")')
    return id_


def find(call: Call, id_: str) -> Any:
    """Return a group of the caller's by its id."""
    check_id(id_)
    found = next((group for group in groups(call) if group.id == id_), None)
    if found is None:
        raise AwsError("InvalidGroup.NotFound", f"The security group '{id_}' does not exist")
    return found


def requested(call: Call) -> Any:
    """Return the group that a request names by id, or, in the default VPC, by name."""
    if id_ := call.request.get("GroupId"):
        return find(call, id_)
    if not (name := call.request.get("GroupName")):
        raise AwsError("MissingParameter", "The request must contain the parameter groupName or groupId")
    return named(call, name)


def named(call: Call, name: str) -> Any:
    """Return a group of the default VPC by its name."""
    default = default_vpc(call)
    found = next((group for group in groups(call) if group.name == name and group.vpc_id == default), None)
    if found is not None:
        return found
    if default is not None and all(group.name != name for group in groups(call)):
        raise AwsError(
            "InvalidGroup.NotFound", f"The security group '{name}' does not exist in default VPC '{default}'"
        )
    raise AwsError(
        "InvalidParameterValue",
        f"Invalid value '{name}' for groupName. You may not reference Amazon VPC security groups by name."
        " Please use the corresponding id for this operation.",
    )


def default_vpc(call: Call) -> str | None:
    """Return the id of the caller's default VPC, which may be deleted."""
    found = (vpc.id for vpc in list(backend.of(call).vpcs.values()) if vpc.is_default in {True, "true"})
    return next(found, None)


def stored(group: Any, *, egress: bool) -> list[Any]:
    """Return moto's rules of one direction."""
    return list(group.egress_rules if egress else group.ingress_rules)


def read(it: Any) -> Rule:
    """Return a rule as moto keeps it."""
    source = it.source_group or {}
    return Rule(
        protocol=it.ip_protocol or ALL,
        first=it.from_port,
        last=it.to_port,
        cidr_ipv4=it.ip_range.get("CidrIp") or "",
        cidr_ipv6=it.ip_range.get("CidrIpv6") or "",
        prefix_list=it.prefix_list_id or "",
        group=_reference(source) if source else None,
        description=it.ip_range.get("Description") or source.get("Description"),
    )


def _reference(source: dict[str, str]) -> GroupReference:
    return GroupReference(
        id=source.get("GroupId", ""),
        owner=source.get("UserId") or source.get("OwnerId") or "",
        vpc=source.get("VpcId", ""),
        peering=source.get("VpcPeeringConnectionId", ""),
    )


def add(group: Any, rule: Rule, *, egress: bool, tags: dict[str, str]) -> Any:
    """Add a rule to a group; return moto's."""
    made = SecurityGroupRule(
        group.ec2_backend, ALL, group.id, None, None, {}, None, None, is_egress=egress, tags=dict(tags)
    )
    write(made, rule)
    (group.egress_rules if egress else group.ingress_rules).append(made)
    return made


def write(it: Any, rule: Rule) -> None:
    """Change moto's rule into the given one."""
    it.ip_protocol, it.from_port, it.to_port = rule.protocol, rule.first, rule.last
    ends = {"CidrIp": rule.cidr_ipv4, "CidrIpv6": rule.cidr_ipv6}
    it.ip_range = {member: value for member, value in ends.items() if value}
    it.prefix_list_id = rule.prefix_list or None
    it.source_group = _source(rule.group) if rule.group else {}
    if rule.description:
        it.ip_range["Description"] = rule.description


def _source(group: GroupReference) -> dict[str, str]:
    shown = {
        "GroupId": group.id,
        "UserId": group.owner,
        "VpcId": group.vpc,
        "VpcPeeringConnectionId": group.peering,
    }
    return {member: value for member, value in shown.items() if value}


def remove(group: Any, ids: set[str]) -> None:
    """Remove the rules with these ids from a group."""
    group.ingress_rules = [rule for rule in group.ingress_rules if rule.id not in ids]
    group.egress_rules = [rule for rule in group.egress_rules if rule.id not in ids]


def find_rule(group: Any, id_: str, *, egress: bool | None = None) -> Any:
    """Return a rule of a group by its id, of one direction where that is given."""
    if not _RULE_ID.fullmatch(id_):
        raise AwsError("InvalidSecurityGroupRuleId.Malformed", f'Invalid id: "{id_}" (expecting "sgr-...")')
    rules = [*group.ingress_rules, *group.egress_rules] if egress is None else stored(group, egress=egress)
    found = next((rule for rule in rules if rule.id == id_), None)
    if found is None:
        raise rule_missing(id_)
    return found


def rule_missing(id_: str) -> AwsError:
    """Make the error for a rule that does not exist."""
    return AwsError("InvalidSecurityGroupRuleId.NotFound", f"The security group rule ID '{id_}' does not exist")
