"""Security groups and network ACLs of AWS's responses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Literal

from sandbox.reach.model import AclEntry, NetworkAcl, PortRange, SecurityGroup, SecurityRule
from sandbox.routing.model import Prefix
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.values import ICMP, ICMPV6, ports_of, protocol_number

_LAST = 32767
"""Number of the entry that denies what no other entry matches: it is implied."""
_DIGITS = 17


def read_filters(answers: Answers, draft: Draft) -> None:
    """Add security groups and network ACLs."""
    rules: dict[str, list[Item]] = {}
    for rule in answers.by_id("SecurityGroupRules", "SecurityGroupRuleId").values():
        rules.setdefault(rule.required("GroupId"), []).append(rule)
    for identity, item in answers.by_id("SecurityGroups", "GroupId").items():
        listed = rules.get(identity)
        found = tuple(_listed(listed)) if listed is not None else tuple(_permissions(item, identity))
        draft.groups[identity] = SecurityGroup(
            identity, item.owner, item.text("VpcId"), name=item.text("GroupName"), rules=found, origin=item.origin
        )
    for identity, item in answers.by_id("NetworkAcls", "NetworkAclId").items():
        draft.acls[identity] = NetworkAcl(
            identity,
            item.required("VpcId"),
            tuple(_entry(entry) for entry in item.items("Entries") if (entry.number("RuleNumber") or 0) < _LAST),
            subnets=tuple(each.required("SubnetId") for each in item.items("Associations")),
            default=item.flag("IsDefault"),
            name=item.name,
            origin=item.origin,
        )


def _listed(rules: list[Item]) -> Iterator[SecurityRule]:
    """Yield rules as DescribeSecurityGroupRules lists them."""
    for rule in rules:
        protocol, ports = _protocol_and_ports(rule)
        peer: Prefix | str | None = rule.prefix("CidrIpv4") or rule.prefix("CidrIpv6") or rule.text("PrefixListId")
        peer = peer or rule.item("ReferencedGroupInfo").text("GroupId")
        if peer:
            identity = rule.required("SecurityGroupRuleId")
            yield SecurityRule(identity, rule.flag("IsEgress"), protocol, ports=ports, peer=peer, origin=rule.origin)


def _permissions(group: Item, identity: str) -> Iterator[SecurityRule]:
    """Yield rules as DescribeSecurityGroups has them, which has no ids of rules."""
    for member, egress in (("IpPermissions", False), ("IpPermissionsEgress", True)):
        for permission in group.items(member):
            protocol, ports = _protocol_and_ports(permission)
            for peer in _peers(permission):
                rule = _rule_id(identity, egress, protocol, ports, peer)
                yield SecurityRule(rule, egress, protocol, ports=ports, peer=peer, origin=permission.origin)


def _peers(permission: Item) -> Iterator[Prefix | str]:
    for each in permission.items("IpRanges"):
        cidr = each.prefix("CidrIp")
        if cidr:
            yield cidr
    for each in permission.items("Ipv6Ranges"):
        cidr = each.prefix("CidrIpv6")
        if cidr:
            yield cidr
    yield from (each.required("PrefixListId") for each in permission.items("PrefixListIds"))
    yield from (each.required("GroupId") for each in permission.items("UserIdGroupPairs"))


def _protocol_and_ports(item: Item) -> tuple[int | None, PortRange | None]:
    protocol = _protocol(item, "IpProtocol")
    return protocol, ports_of(protocol, item.number("FromPort"), item.number("ToPort"))


def _protocol(item: Item, name: str) -> int | None:
    try:
        return protocol_number(item.required(name))
    except ValueError:
        raise item.unreadable(name, f"is {item.text(name)!r}, not a protocol") from None


def _entry(entry: Item) -> AclEntry:
    protocol = _protocol(entry, "Protocol")
    icmp, ports = entry.item("IcmpTypeCode"), entry.item("PortRange")
    first, last = (
        (icmp.number("Type"), icmp.number("Code"))
        if protocol in (ICMP, ICMPV6)
        else (ports.number("From"), ports.number("To"))
    )
    cidr = entry.prefix("CidrBlock") or entry.prefix("Ipv6CidrBlock")
    if cidr is None:
        raise entry.unreadable("CidrBlock", "is missing")
    action: Literal["allow", "deny"] = "allow" if entry.required("RuleAction").lower() == "allow" else "deny"
    return AclEntry(
        entry.number("RuleNumber") or 0,
        entry.flag("Egress"),
        action,
        protocol=protocol,
        ports=ports_of(protocol, first, last),
        cidr=cidr,
        origin=entry.origin,
    )


def _rule_id(group: str, egress: bool, protocol: int | None, ports: PortRange | None, peer: Prefix | str) -> str:
    names: Mapping[str, object] = {"g": group, "e": egress, "p": protocol, "o": ports, "r": peer}
    return f"sgr-{hashlib.sha256(str(names).encode()).hexdigest()[:_DIGITS]}"
