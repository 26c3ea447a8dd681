"""The entries of network ACLs, kept as moto's."""

from __future__ import annotations

from typing import Any

from moto.ec2.models.network_acls import NetworkAclEntry

from sandbox.emulated.ec2.network_acl_entries import ANYWHERE, ANYWHERE_IPV6, DENY_IPV4, DENY_IPV6, Entry

IPV6_ALLOWED = 101
"""Number of the rule that lets all IPv6 traffic through the default ACL of a VPC with an IPv6 block."""


def shown_entry(kept: Any) -> dict[str, Any]:
    """Return an entry as EC2 shows it; moto's own entries have texts where EC2 has numbers and booleans."""
    shown: dict[str, Any] = {
        "Egress": str(kept.egress).lower() == "true",
        "Protocol": str(kept.protocol),
        "RuleAction": kept.rule_action,
        "RuleNumber": int(kept.rule_number),
    }
    if kept.cidr_block:
        shown["CidrBlock"] = kept.cidr_block
    if kept.ipv6_cidr_block:
        shown["Ipv6CidrBlock"] = kept.ipv6_cidr_block
    if kept.icmp_type is not None:
        shown["IcmpTypeCode"] = {"Type": int(kept.icmp_type), "Code": int(kept.icmp_code)}
    if kept.port_range_from is not None:
        shown["PortRange"] = {"From": int(kept.port_range_from), "To": int(kept.port_range_to)}
    return shown


def find(acl: Any, number: int, *, egress: bool) -> Any | None:
    """Return the entry with a number in a direction."""
    for kept in list(acl.network_acl_entries):
        shown = shown_entry(kept)
        if (shown["RuleNumber"], shown["Egress"]) == (number, egress):
            return kept
    return None


def add(acl: Any, entry: Entry) -> None:
    """Keep an entry."""
    ports, icmp = entry.ports or (None, None), entry.icmp or (None, None)
    acl.network_acl_entries.append(
        NetworkAclEntry(
            acl.ec2_backend,
            network_acl_id=acl.id,
            rule_number=entry.number,
            protocol=str(entry.protocol),
            rule_action=entry.action,
            egress=entry.egress,
            cidr_block=entry.cidr,
            ipv6_cidr_block=entry.ipv6_cidr,
            icmp_type=icmp[0],
            icmp_code=icmp[1],
            port_range_from=ports[0],
            port_range_to=ports[1],
        )
    )


def add_last_rules(acl: Any, *, ipv6: bool) -> None:
    """Give an ACL the rules that deny what no other rule matches, in both directions."""
    for egress in (True, False):
        if find(acl, DENY_IPV4, egress=egress) is None:
            add(acl, Entry(number=DENY_IPV4, egress=egress, action="deny", protocol=-1, cidr=ANYWHERE))
        if ipv6 and find(acl, DENY_IPV6, egress=egress) is None:
            add(acl, Entry(number=DENY_IPV6, egress=egress, action="deny", protocol=-1, ipv6_cidr=ANYWHERE_IPV6))


def open_to_ipv6(acl: Any) -> None:
    """Give an ACL of a VPC that gets an IPv6 block its IPv6 rules: a default one that was not changed allows all."""
    unchanged = {100, DENY_IPV4}
    for egress in (True, False):
        shown = [shown_entry(kept) for kept in acl.network_acl_entries]
        numbers = {each["RuleNumber"] for each in shown if each["Egress"] == egress}
        if acl.default and numbers == unchanged:
            add(acl, Entry(number=IPV6_ALLOWED, egress=egress, action="allow", protocol=-1, ipv6_cidr=ANYWHERE_IPV6))
    add_last_rules(acl, ipv6=True)
