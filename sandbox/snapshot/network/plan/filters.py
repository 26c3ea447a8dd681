"""Security groups and network ACLs of a plan, with rules inline or of their own, and those that AWS creates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from sandbox.reach.model import AclEntry, NetworkAcl, PortRange, SecurityGroup, SecurityRule
from sandbox.routing.model import Prefix
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan.resources import PlanResources, digits, flag, items, name_of, number, unreadable
from sandbox.snapshot.network.plan.vpcs import VPC
from sandbox.snapshot.network.values import ANYWHERE, ANYWHERE_6, ICMP, ICMPV6, ports_of, protocol_number
from sandbox.snapshot.plan.resource import UNKNOWN, Planned

GROUP = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
ACL = "aws:ec2/networkAcl:NetworkAcl"
DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule"
_ACL_ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation"
TOKENS = frozenset((GROUP, DEFAULT_GROUP, RULE, INGRESS, EGRESS, ACL, DEFAULT_ACL, ACL_RULE, _ACL_ASSOCIATION))

_SIDES = (("ingress", False), ("egress", True))
_FIRST = 100
"""Number of the entry that allows everything in an ACL that AWS creates; 101 is its IPv6 counterpart."""


def read_groups(resources: PlanResources, draft: Draft) -> None:
    """Add the security groups."""
    for made in resources.of(VPC):
        _default_group(resources, draft, made)
    for made in resources.of(DEFAULT_GROUP, GROUP):
        vpc = resources.text(made, "vpcId", "vpc-") or ""
        identity = resources.id(made)
        name = "default" if made.type == DEFAULT_GROUP else made.text("name") or name_of(made) or made.name
        if made.type == DEFAULT_GROUP:
            identity = next((g.id for g in draft.groups.values() if g.vpc == vpc and g.name == "default"), identity)
        rules = tuple(rule for side, egress in _SIDES for rule in _inline(resources, made, identity, side, egress))
        draft.groups[identity] = SecurityGroup(identity, made.account, vpc, name=name, rules=rules, origin=made.origin)
    for made in resources.of(RULE, INGRESS, EGRESS):
        group = draft.groups.get(resources.text(made, "securityGroupId", "sg-") or "")
        if group is None:
            resources.note(made, "its security group is not in the plan")
            continue
        added = _rules(resources, made, group.id) if made.type == RULE else _rule(resources, made)
        draft.groups[group.id] = replace(group, rules=(*group.rules, *added))


def read_acls(resources: PlanResources, draft: Draft) -> None:
    """Add the network ACLs; subnets of no other ACL are associated with the default one of their VPC."""
    subnets: dict[str, list[str]] = {}
    for made in resources.of(VPC):
        identity = made.text("defaultNetworkAclId") or f"acl-{digits(resources.id(made), 'acl')}"
        vpc = draft.vpcs[resources.id(made)]
        entries = tuple(
            AclEntry(_FIRST + n, egress, "allow", protocol=None, ports=None, cidr=cidr, origin=made.origin)
            for _, egress in _SIDES
            for n, cidr in enumerate(_anywhere(vpc.cidrs))
        )
        draft.acls[identity] = NetworkAcl(identity, vpc.id, entries, (), default=True, origin=made.origin)
    for made in resources.of(DEFAULT_ACL, ACL):
        identity, vpc_id, default = resources.id(made), resources.text(made, "vpcId", "vpc-") or "", False
        if made.type == DEFAULT_ACL:
            identity, default = resources.text(made, "defaultNetworkAclId", "acl-") or identity, True
            vpc_id = draft.acls[identity].vpc if identity in draft.acls else vpc_id
        entries = tuple(
            _entry(resources, made, entry, egress) for side, egress in _SIDES for entry in items(made, side)
        )
        draft.acls[identity] = NetworkAcl(
            identity, vpc_id, entries, subnets=(), default=default, name=name_of(made), origin=made.origin
        )
        subnets[identity] = list(resources.texts(made, "subnetIds", "subnet-"))
    for made in resources.of(ACL_RULE, _ACL_ASSOCIATION):
        identity = resources.text(made, "networkAclId", "acl-") or ""
        acl = draft.acls.get(identity)
        if acl is None:
            resources.note(made, "its network ACL is not in the plan")
        elif made.type == ACL_RULE:
            entry = _entry(resources, made, made.values, flag(made, "egress"))
            draft.acls[identity] = replace(acl, entries=(*acl.entries, entry))
        else:
            subnets.setdefault(identity, []).append(resources.text(made, "subnetId", "subnet-") or "")
    for identity, listed in subnets.items():
        draft.acls[identity] = replace(draft.acls[identity], subnets=tuple(dict.fromkeys(filter(None, listed))))


def default_group(resources: PlanResources, made: Planned) -> str:
    """Return the id of the security group that AWS creates with a VPC."""
    return made.text("defaultSecurityGroupId") or f"sg-{digits(resources.id(made), 'group')}"


def _default_group(resources: PlanResources, draft: Draft, made: Planned) -> None:
    """Add the group that AWS creates with a VPC: its members reach each other, and everything outside."""
    identity, vpc = default_group(resources, made), draft.vpcs[resources.id(made)]
    open_ = tuple(
        SecurityRule(_rule_id(identity, True, None, None, cidr), True, None, ports=None, peer=cidr, origin=made.origin)
        for cidr in _anywhere(vpc.cidrs)
    )
    own = SecurityRule(
        _rule_id(identity, False, None, None, identity), False, None, ports=None, peer=identity, origin=made.origin
    )
    draft.groups[identity] = SecurityGroup(
        identity, made.account, vpc.id, name="default", rules=(own, *open_), origin=made.origin
    )


def _anywhere(cidrs: tuple[Prefix, ...]) -> tuple[Prefix, ...]:
    return (ANYWHERE, ANYWHERE_6) if any(cidr.version == 6 for cidr in cidrs) else (ANYWHERE,)  # noqa: PLR2004 - IPv6


def _inline(resources: PlanResources, made: Planned, group: str, side: str, egress: bool) -> Iterator[SecurityRule]:
    for rule in items(made, side):
        protocol, ports = _protocol_and_ports(made, rule, "protocol")
        for peer in _peers(resources, made, rule, group, side):
            identity = _rule_id(group, egress, protocol, ports, peer)
            yield SecurityRule(identity, egress, protocol, ports=ports, peer=peer, origin=made.origin)


def _rules(resources: PlanResources, made: Planned, group: str) -> Iterator[SecurityRule]:
    """Yield the rules of a SecurityGroupRule, one for each peer."""
    egress = made.text("type") == "egress"
    protocol, ports = _protocol_and_ports(made, made.values, "protocol")
    source = resources.text(made, "sourceSecurityGroupId", "sg-")
    peers = (*_peers(resources, made, made.values, group, None), *((source,) if source else ()))
    for peer in peers:
        identity = _rule_id(group, egress, protocol, ports, peer)
        yield SecurityRule(identity, egress, protocol, ports=ports, peer=peer, origin=made.origin)


def _peers(
    resources: PlanResources, made: Planned, rule: Mapping[str, Any], group: str, inside: str | None
) -> Iterator[Prefix | str]:
    for name in ("cidrBlocks", "ipv6CidrBlocks"):
        if rule.get(name):
            yield from resources.prefixes(made, name, rule[name])
    for name, begin in (("prefixListIds", "pl-"), ("securityGroups", "sg-")):
        values = rule.get(name) or ()
        for value in (values,) if isinstance(values, str) else values:
            found = resources.resolved(made, inside or name, value, begin)
            if found:
                yield found
    if rule.get("self") is True:
        yield group


def _rule(resources: PlanResources, made: Planned) -> Iterator[SecurityRule]:
    """Yield the rule of a SecurityGroupIngressRule or SecurityGroupEgressRule."""
    protocol, ports = _protocol_and_ports(made, made.values, "ipProtocol")
    peer: Prefix | str | None = None
    for name in ("cidrIpv4", "cidrIpv6"):
        peer = resources.prefix(made, made.values.get(name), name) or peer
    for name, begin in (("referencedSecurityGroupId", "sg-"), ("prefixListId", "pl-")):
        peer = resources.text(made, name, begin) or peer
    if peer is not None:
        peer = peer.rpartition("/")[2] if isinstance(peer, str) else peer  # 123456789012/sg-0abc of another account
        yield SecurityRule(
            resources.id(made), made.type == EGRESS, protocol, ports=ports, peer=peer, origin=made.origin
        )


def _protocol_and_ports(made: Planned, rule: Mapping[str, Any], name: str) -> tuple[int | None, PortRange | None]:
    protocol = _protocol(made, rule.get(name), name)
    return protocol, ports_of(protocol, number(rule.get("fromPort")), number(rule.get("toPort")))


def _protocol(made: Planned, value: object, name: str) -> int | None:
    if value == UNKNOWN:
        raise unreadable(made, name, "not known", "give the protocol in the program")
    try:
        return protocol_number(str(value))
    except ValueError:
        raise unreadable(made, name, value, "write tcp, udp, icmp, -1 or a protocol number") from None


def _entry(resources: PlanResources, made: Planned, rule: Mapping[str, Any], egress: bool) -> AclEntry:
    protocol = _protocol(made, rule.get("protocol"), "protocol")
    first, last = ("icmpType", "icmpCode") if protocol in (ICMP, ICMPV6) else ("fromPort", "toPort")
    ranges = [resources.prefix(made, rule.get(name), name) for name in ("cidrBlock", "ipv6CidrBlock")]
    cidr = next((known for known in ranges if known is not None), None)
    action = str(rule.get("action") or rule.get("ruleAction")).lower()
    if cidr is None:
        raise unreadable(made, "cidrBlock", rule.get("cidrBlock"), "write a CIDR block such as 10.0.0.0/16")
    kind: Literal["allow", "deny"] = "allow" if action == "allow" else "deny"
    place = number(rule.get("ruleNo") or rule.get("ruleNumber")) or 0
    ports = ports_of(protocol, number(rule.get(first)), number(rule.get(last)))
    return AclEntry(place, egress, kind, protocol=protocol, ports=ports, cidr=cidr, origin=made.origin)


def _rule_id(group: str, egress: bool, protocol: int | None, ports: PortRange | None, peer: Prefix | str) -> str:
    return f"sgr-{digits(group, egress, protocol, ports, peer)}"
