"""Protocols that have a name in answers and options, and those with ports or types."""

from __future__ import annotations

PROTOCOL_NAMES = {1: "icmp", 6: "tcp", 17: "udp", 58: "icmpv6"}
"""IANA protocol numbers that have a name here; others are written as numbers."""

PROTOCOL_NUMBERS = {name: number for number, name in PROTOCOL_NAMES.items()}

ICMP_PROTOCOLS = frozenset({1, 58})
"""Their ports are type and code."""

PORT_PROTOCOLS = frozenset({6, 17, 132})
"""TCP, UDP and SCTP: those whose ports a user names."""
