"""The entries of a network ACL: what one may be, without I/O.

Source: CreateNetworkAclEntry in the EC2 API Reference; "Network ACL rules" in the Amazon VPC User Guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.emulated.ec2.cidrs import ipv4_block, ipv6_block
from sandbox.emulated.errors import AwsError

FIRST_RULE, LAST_RULE = 1, 32766
DENY_IPV4, DENY_IPV6 = 32767, 32768
"""Numbers of the rules `*`, which deny what no other rule matches and which nobody changes."""
ANYWHERE, ANYWHERE_IPV6 = "0.0.0.0/0", "::/0"
ALL, ICMP, TCP, UDP, ICMPV6 = -1, 1, 6, 17, 58
HIGHEST_PROTOCOL, HIGHEST_PORT, HIGHEST_ICMP = 255, 65535, 255


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry, with the ports or the ICMP type and code that count for its protocol."""

    number: int
    egress: bool
    action: str
    protocol: int
    cidr: str | None = None
    ipv6_cidr: str | None = None
    ports: tuple[int, int] | None = None
    icmp: tuple[int, int] | None = None
    """Type and code; -1 is any."""

    @property
    def ipv6(self) -> bool:
        """Return whether the entry is about IPv6."""
        return self.ipv6_cidr is not None


def check_number(number: int) -> None:
    """Raise for a number that a rule of the customer's can not have."""
    if not FIRST_RULE <= number <= LAST_RULE:
        raise AwsError(
            "InvalidParameterValue",
            f"Value ({number}) for parameter ruleNumber is invalid. It must be between {FIRST_RULE} and {LAST_RULE}.",
        )


def read(request: Mapping[str, Any]) -> Entry:
    """Return the entry of a request that creates or replaces one."""
    check_number(request["RuleNumber"])
    cidr, ipv6_cidr = request.get("CidrBlock"), request.get("Ipv6CidrBlock")
    if not cidr and not ipv6_cidr:
        raise AwsError("MissingParameter", "The request must contain the parameter cidrBlock or ipv6CidrBlock")
    if cidr and ipv6_cidr:
        raise AwsError("InvalidParameterCombination", "The request must contain one of cidrBlock and ipv6CidrBlock.")
    protocol = _protocol(str(request["Protocol"]))
    return Entry(
        number=request["RuleNumber"],
        egress=request["Egress"],
        action=request["RuleAction"],
        protocol=protocol,
        cidr=str(ipv4_block(cidr, "cidrBlock")) if cidr else None,
        ipv6_cidr=str(ipv6_block(ipv6_cidr, "ipv6CidrBlock")) if ipv6_cidr else None,
        ports=_ports(request.get("PortRange")) if protocol in {TCP, UDP} else None,
        icmp=_icmp(request.get("IcmpTypeCode")) if protocol == ICMP or (protocol == ICMPV6 and ipv6_cidr) else None,
    )


def _protocol(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = ALL - 1
    if not ALL <= number <= HIGHEST_PROTOCOL:
        raise AwsError("InvalidParameterValue", f"Invalid value '{text}' for IP protocol. Unknown protocol.")
    return number


def _ports(given: Mapping[str, Any] | None) -> tuple[int, int]:
    if not given or given.get("From") is None or given.get("To") is None:
        raise AwsError("MissingParameter", "The request must contain the parameter portRange: its from and its to")
    first, last = int(given["From"]), int(given["To"])
    if not 0 <= first <= last <= HIGHEST_PORT:
        raise AwsError("InvalidParameterValue", f"Invalid TCP/UDP port range ({first}:{last})")
    return first, last


def _icmp(given: Mapping[str, Any] | None) -> tuple[int, int]:
    if not given or given.get("Type") is None or given.get("Code") is None:
        raise AwsError("MissingParameter", "The request must contain the parameter icmpTypeCode: its type and its code")
    kind, code = int(given["Type"]), int(given["Code"])
    if not -1 <= kind <= HIGHEST_ICMP or not -1 <= code <= HIGHEST_ICMP or (kind == -1 and code != -1):
        raise AwsError("InvalidParameterValue", f"Invalid ICMP type and code ({kind}:{code})")
    return kind, code
