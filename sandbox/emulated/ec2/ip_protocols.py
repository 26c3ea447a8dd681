"""Protocols and port ranges of security group rules, as EC2 normalizes and refuses them.

Sources: IpPermission in the EC2 API Reference (IpProtocol, FromPort, ToPort); texts of the errors as reported in
aws-cloudformation/cfn-lint#1323, terraform-aws-modules/terraform-aws-security-group#7 and boto/boto3#336.
"""

from __future__ import annotations

from sandbox.emulated.errors import AwsError

ALL = "-1"
TCP, UDP, ICMP, ICMPV6 = "tcp", "udp", "icmp", "icmpv6"
HIGHEST_PROTOCOL = 255
HIGHEST_PORT = 65535
HIGHEST_ICMP = 255
ANY_ICMP = -1

_NAMES = {
    "all": ALL, "-1": ALL, "tcp": TCP, "6": TCP, "udp": UDP, "17": UDP, "icmp": ICMP, "1": ICMP, "icmpv6": ICMPV6,
    "58": ICMPV6,
}  # fmt: skip

type Ports = tuple[int | None, int | None]
"""First and last port, or ICMP type and code; None for protocols without ports."""


def protocol_name(given: str | None) -> str:
    """Return a protocol as EC2 stores it: four by name, the others by number, all of them as -1."""
    if given is None:
        raise AwsError(
            "InvalidParameterValue",
            "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
        )
    text = given.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    if text.isascii() and text.isdigit() and int(text) <= HIGHEST_PROTOCOL:
        return str(int(text)) if str(int(text)) not in _NAMES else _NAMES[str(int(text))]
    raise AwsError("InvalidParameterValue", f"Invalid value '{given}' for IP protocol. Unknown protocol.")


def port_range(protocol: str, first: int | None, last: int | None) -> Ports:
    """Return the ports of a rule; other protocols than the four have none, whatever is given."""
    if protocol in {TCP, UDP}:
        return _ports(first, last)
    if protocol in {ICMP, ICMPV6}:
        if protocol == ICMPV6 and first is None and last is None:
            return ANY_ICMP, ANY_ICMP
        return _icmp(first, last)
    return None, None


def _ports(first: int | None, last: int | None) -> Ports:
    if first is None or last is None:
        raise _missing("TCP/UDP")
    for port in (first, last):
        if not 0 <= port <= HIGHEST_PORT:
            raise AwsError("InvalidParameterValue", f"TCP/UDP port ({port}) out of range")
    if first > last:
        raise AwsError("InvalidParameterValue", f"Invalid TCP/UDP port range ({first}:{last})")
    return first, last


def _icmp(kind: int | None, code: int | None) -> Ports:
    if kind is None or code is None:
        raise _missing("ICMP")
    for name, number in (("type", kind), ("code", code)):
        if not ANY_ICMP <= number <= HIGHEST_ICMP:
            raise AwsError("InvalidParameterValue", f"ICMP {name} ({number}) out of range")
    if kind == ANY_ICMP and code != ANY_ICMP:
        raise AwsError("InvalidParameterValue", f"ICMP code ({code}) must be -1 where the ICMP type is -1")
    return kind, code


def _missing(protocols: str) -> AwsError:
    return AwsError(
        "InvalidParameterValue",
        f"Invalid value 'Must specify both from and to ports with {protocols}.' for portRange.",
    )
