"""Network interfaces and instances: the ends of flows inside VPCs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address

from sandbox.origin import Origin
from sandbox.routing.model import Address


class InterfaceKind(StrEnum):
    """What a network interface belongs to."""

    INTERFACE = "interface"
    """An instance, a task, or a named interface without one."""
    NAT_GATEWAY = "nat_gateway"
    LOAD_BALANCER = "load_balancer"
    VPC_ENDPOINT = "vpc_endpoint"
    TRANSIT_GATEWAY = "transit_gateway"
    OTHER = "other"
    """Managed by another service: named, evaluated as an interface."""


@dataclass(frozen=True, slots=True)
class NetworkInterface:
    """A network interface in a subnet."""

    id: str
    account: str
    vpc: str
    subnet: str
    addresses: tuple[Address, ...]
    """Private addresses of both families, the primary one first."""
    groups: tuple[str, ...] = ()
    """Ids of its security groups."""
    public_addresses: Mapping[Address, IPv4Address] = field(default_factory=dict, hash=False)
    """Private address -> Elastic IP or assigned public address."""
    kind: InterfaceKind = InterfaceKind.INTERFACE
    source_dest_check: bool = True
    name: str = ""
    """The estate's name (`mobile/app`) or the Name tag."""
    attached_to: str = ""
    """Id of the instance, load balancer or endpoint; empty while unattached."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance with its network interfaces, the primary one first."""

    id: str
    account: str
    interfaces: tuple[str, ...]
    name: str = ""
    running: bool = True
    origin: Origin | None = None
