"""Security groups and network ACLs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model import Prefix


@dataclass(frozen=True, slots=True)
class PortRange:
    """First and last port, inclusive; for ICMP the type and the code, -1 for all."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SecurityRule:
    """One allow rule of a security group with one peer."""

    id: str
    egress: bool
    protocol: int | None
    """IANA protocol number; None for all protocols."""
    ports: PortRange | None
    """None for all ports, or a protocol without ports."""
    peer: Prefix | str
    """A prefix, or the id of a security group (`sg-`) or of a prefix list (`pl-`)."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class SecurityGroup:
    """A security group: stateful, allows only."""

    id: str
    account: str
    vpc: str
    name: str
    rules: tuple[SecurityRule, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class AclEntry:
    """One numbered entry of a network ACL; the default entry (32767) is implied."""

    number: int
    egress: bool
    action: Literal["allow", "deny"]
    protocol: int | None
    """IANA protocol number; None for all protocols."""
    ports: PortRange | None
    """None for all ports, or a protocol without ports; for ICMP type and code."""
    cidr: Prefix
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class NetworkAcl:
    """A network ACL: stateless, entries evaluated in the order of their numbers, default deny."""

    id: str
    vpc: str
    entries: tuple[AclEntry, ...] = ()
    subnets: tuple[str, ...] = ()
    default: bool = False
    name: str = ""
    origin: Origin | None = None
