"""Statements of network interfaces, security groups and network ACLs."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address, ip_address
from typing import Literal

from sandbox.reach.model import AclEntry, NetworkAcl, NetworkInterface, PortRange, SecurityGroup, SecurityRule
from sandbox.routing.model import PrefixList, Subnet, Vpc
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

PROTOCOLS = {"tcp": 6, "udp": 17, "icmp": 1, "icmpv6": 58, "gre": 47}


def protocol(text: str) -> int | None:
    if text == "all":
        return None
    return PROTOCOLS.get(text) or int(text)


def ports(text: str) -> PortRange | None:
    """Read `443`, `80-90`, or for ICMP `8:0` and `-1:-1`; `*` is every port."""
    if text == "*":
        return None
    if ":" in text:
        kind, code = text.split(":")
        return PortRange(int(kind), int(code))
    first, _, last = text.partition("-")
    return PortRange(int(first), int(last or first))


@statement("interface")
def _interface(draft: Draft, line: Statement) -> None:
    name, subnet = line.value(0), draft.get(Subnet, line.value(1))
    own = addresses(tuple(text for text in line.values[2:] if "." in text or ":" in text))
    groups = line.listed("groups")
    for group in groups:
        draft.get(SecurityGroup, group)
    public = ip_address(line.options["public"]) if "public" in line.options else None
    mapped = {own[0]: public} if isinstance(public, IPv4Address) else {}
    draft.put(
        name,
        NetworkInterface(
            name,
            subnet.account,
            subnet.vpc,
            subnet.id,
            own,
            groups,
            mapped,
            source_dest_check=not line.flag("forwarding"),
            name=name,
            attached_to="i-" + name,
        ),
    )


@statement("group")
def _group(draft: Draft, line: Statement) -> None:
    vpc = draft.get(Vpc, line.value(1))
    draft.put(line.value(0), SecurityGroup(line.value(0), vpc.account, vpc.id, line.value(0)))


@statement("allow")
def _allow(draft: Draft, line: Statement) -> None:
    """`allow GROUP in|out PROTOCOL PORTS PEER`."""
    group = draft.get(SecurityGroup, line.value(0))
    peer = line.value(4)
    if peer.startswith("pl-"):
        draft.get(PrefixList, peer)
    rule = SecurityRule(
        f"sgr-{group.id}-{len(group.rules)}",
        _is_egress(line.value(1)),
        protocol(line.value(2)),
        ports(line.value(3)),
        prefix(peer) if is_prefix(peer) else peer,
    )
    draft.put(group.id, replace(group, rules=(*group.rules, rule)))


@statement("acl")
def _acl(draft: Draft, line: Statement) -> None:
    vpc = draft.get(Vpc, line.value(1))
    subnets = line.listed("subnets")
    for subnet in subnets:
        draft.get(Subnet, subnet)
    draft.put(line.value(0), NetworkAcl(line.value(0), vpc.id, subnets=subnets))


@statement("entry")
def _entry(draft: Draft, line: Statement) -> None:
    """`entry ACL in|out NUMBER allow|deny PROTOCOL PORTS CIDR`."""
    acl = draft.get(NetworkAcl, line.value(0))
    action: Literal["allow", "deny"] = "allow" if line.value(3) == "allow" else "deny"
    entry = AclEntry(
        int(line.value(2)),
        _is_egress(line.value(1)),
        action,
        protocol(line.value(4)),
        ports(line.value(5)),
        prefix(line.value(6)),
    )
    draft.put(acl.id, replace(acl, entries=(*acl.entries, entry)))


def _is_egress(text: str) -> bool:
    if text not in {"in", "out"}:
        raise BadStatement(f"A direction is in or out, not {text!r}.")
    return text == "out"


EVERYWHERE = prefixes(("0.0.0.0/0", "::/0"))


def add_defaults(draft: Draft) -> None:
    """Give each subnet without an ACL, and each interface without a group, one that allows everything."""
    covered = {subnet for acl in draft.all(NetworkAcl).values() for subnet in acl.subnets}
    for vpc in draft.all(Vpc).values():
        rest = tuple(s.id for s in draft.all(Subnet).values() if s.vpc == vpc.id and s.id not in covered)
        entries = tuple(
            AclEntry(100 + place, egress, "allow", None, None, cidr)
            for egress in (False, True)
            for place, cidr in enumerate(EVERYWHERE)
        )
        draft.put(f"acl-default-{vpc.id}", NetworkAcl(f"acl-default-{vpc.id}", vpc.id, entries, rest, default=True))
    for interface in draft.all(NetworkInterface).values():
        if not interface.groups:
            name = f"sg-open-{interface.vpc}"
            rules = tuple(
                SecurityRule(f"sgr-{name}-{egress}-{cidr}", egress, None, None, cidr)
                for egress in (False, True)
                for cidr in EVERYWHERE
            )
            draft.put(name, SecurityGroup(name, interface.account, interface.vpc, name, rules))
            draft.put(interface.id, replace(interface, groups=(name,)))
