"""The text of protocols, ports and rules in answers."""

from __future__ import annotations

from sandbox.reach.model import AclEntry, PortRange, SecurityRule
from sandbox.reach.protocols import ICMP_PROTOCOLS, PROTOCOL_NAMES


def protocol_text(protocol: int | None, ports: PortRange | None) -> str:
    """Return `tcp 443`, `udp 1024-65535`, `icmp type 8`, `all traffic`."""
    if protocol is None:
        return "all traffic"
    name = PROTOCOL_NAMES.get(protocol, f"protocol {protocol}")
    if protocol in ICMP_PROTOCOLS:
        return f"{name}{_icmp_text(ports)}"
    return f"{name} {ports_text(ports)}" if ports is not None else name


def ports_text(ports: PortRange) -> str:
    """Return `443` or `1024-65535`."""
    return str(ports.first) if ports.first == ports.last else f"{ports.first}-{ports.last}"


def _icmp_text(ports: PortRange | None) -> str:
    if ports is None or ports.first == -1:
        return ""
    return f" type {ports.first}" + (f" code {ports.last}" if ports.last != -1 else "")


def entry_text(entry: AclEntry) -> str:
    """Return `entry 100 allows inbound tcp 443 from 10.33.0.0/16`."""
    verb = "allows" if entry.action == "allow" else "denies"
    way = "outbound" if entry.egress else "inbound"
    return (
        f"entry {entry.number} {verb} {way} {protocol_text(entry.protocol, entry.ports)}"
        f" {'to' if entry.egress else 'from'} {entry.cidr}"
    )


def rule_text(rule: SecurityRule) -> str:
    """Return `rule sgr-1 allows inbound tcp 443 from 10.33.0.0/16`."""
    way = "outbound" if rule.egress else "inbound"
    name = f"rule {rule.id}" if rule.id else "a rule"
    return (
        f"{name} allows {way} {protocol_text(rule.protocol, rule.ports)} {'to' if rule.egress else 'from'} {rule.peer}"
    )
