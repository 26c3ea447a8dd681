"""Security groups and network ACLs, as moto keeps them, in the model of `sandbox.reach`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import Any

from sandbox.emulated.ec2 import backend, network_acl_store
from sandbox.emulated.ec2 import security_group_store as group_store
from sandbox.emulated.ec2.backend import associations_of
from sandbox.emulated.ec2.network_acl_entries import DENY_IPV4
from sandbox.emulated.service_call import Call
from sandbox.reach.model import AclEntry, NetworkAcl, PortRange, SecurityGroup, SecurityRule
from sandbox.routing.model import Prefix

ALL = -1
"""All ICMP types, all codes, all protocols, in EC2's numbers."""
ICMP, TCP, UDP, ICMPV6 = 1, 6, 17, 58
_PROTOCOLS: Mapping[str, int | None] = {"-1": None, "icmp": ICMP, "tcp": TCP, "udp": UDP, "icmpv6": ICMPV6}


def security_groups(call: Call) -> Iterator[SecurityGroup]:
    """Yield the caller's security groups."""
    for it in group_store.groups(call):
        rules = tuple(_rule(rule) for egress in (False, True) for rule in group_store.stored(it, egress=egress))
        yield SecurityGroup(it.id, it.owner_id, it.vpc_id or "", it.name, rules)


def network_acls(call: Call) -> Iterator[NetworkAcl]:
    """Yield the caller's network ACLs, without the rules that deny what no other rule matches."""
    for acl in list(backend.of(call).network_acls.values()):
        entries = [network_acl_store.shown_entry(it) for it in list(acl.network_acl_entries)]
        yield NetworkAcl(
            acl.id,
            acl.vpc_id,
            tuple(_entry(it) for it in entries if it["RuleNumber"] < DENY_IPV4),
            subnets=tuple(it.subnet_id for it in list(associations_of(acl).values())),
            default=bool(acl.default),
        )


def _rule(kept: Any) -> SecurityRule:
    rule = group_store.read(kept)
    protocol = _protocol(rule.protocol)
    cidr = rule.cidr_ipv4 or rule.cidr_ipv6
    peer: Prefix | str = ip_network(cidr) if cidr else rule.prefix_list or (rule.group.id if rule.group else "")
    return SecurityRule(kept.id, bool(kept.is_egress), protocol, _ports(protocol, rule.first, rule.last), peer)


def _entry(shown: Mapping[str, Any]) -> AclEntry:
    protocol = _protocol(shown["Protocol"])
    icmp, ports = shown.get("IcmpTypeCode"), shown.get("PortRange")
    first, last = (icmp["Type"], icmp["Code"]) if icmp else (ports["From"], ports["To"]) if ports else (None, None)
    return AclEntry(
        shown["RuleNumber"],
        shown["Egress"],
        "allow" if shown["RuleAction"] == "allow" else "deny",
        protocol,
        _ports(protocol, first, last),
        ip_network(shown.get("CidrBlock") or shown["Ipv6CidrBlock"]),
    )


def _protocol(text: str) -> int | None:
    """Return the IANA number of a protocol, None for all."""
    return _PROTOCOLS[text] if text in _PROTOCOLS else int(text)


def _ports(protocol: int | None, first: int | None, last: int | None) -> PortRange | None:
    """Return the ports of a rule, for ICMP type and code; None for all, or a protocol without ports."""
    if first is None or last is None or first == ALL:
        return None
    return PortRange(first, last) if protocol in {ICMP, TCP, UDP, ICMPV6} else None
