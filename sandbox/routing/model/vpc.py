"""VPCs, subnets and route tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.origin import Origin
from sandbox.routing.model.prefixes import Prefix


@dataclass(frozen=True, slots=True)
class Vpc:
    """A VPC with all its address ranges, of both families."""

    id: str
    account: str
    region: str
    name: str
    cidrs: tuple[Prefix, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Subnet:
    """A subnet; its route table is found through `RouteTable.subnets`, else it is the VPC's main one."""

    id: str
    vpc: str
    account: str
    region: str
    zone: str
    """Id of the Availability Zone (`use1-az1`) where the source has it, else its name."""
    cidrs: tuple[Prefix, ...]
    name: str = ""
    origin: Origin | None = None


class TargetKind(StrEnum):
    """What a route leads to."""

    LOCAL = "local"
    INTERNET_GATEWAY = "internet-gateway"
    EGRESS_ONLY_INTERNET_GATEWAY = "egress-only-internet-gateway"
    VIRTUAL_PRIVATE_GATEWAY = "virtual-private-gateway"
    NAT_GATEWAY = "nat-gateway"
    TRANSIT_GATEWAY = "transit-gateway"
    PEERING_CONNECTION = "peering-connection"
    NETWORK_INTERFACE = "network-interface"
    VPC_ENDPOINT = "vpc-endpoint"
    """A gateway endpoint, or a Gateway Load Balancer endpoint."""
    UNSUPPORTED = "unsupported"
    """A carrier gateway, a local gateway, a core network: named in answers, never evaluated."""


@dataclass(frozen=True, slots=True)
class Target:
    """The next hop of a route."""

    kind: TargetKind
    id: str
    """AWS's id; `local` for the local target. An instance is given by its network interface."""


type Destination = Prefix | str
"""A prefix, or the id of a prefix list."""


@dataclass(frozen=True, slots=True)
class Route:
    """A route as it was written, the local ones included."""

    destination: Destination
    target: Target
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class RouteTable:
    """A route table of a VPC with its own routes; propagated routes are computed."""

    id: str
    vpc: str
    routes: tuple[Route, ...]
    main: bool = False
    subnets: tuple[str, ...] = ()
    """Ids of the subnets with an explicit association."""
    gateways: tuple[str, ...] = ()
    """Ids of the internet and virtual private gateways with an edge association."""
    propagating: tuple[str, ...] = ()
    """Ids of the virtual private gateways whose routes are propagated into the table."""
    name: str = ""
    origin: Origin | None = None
    association_origins: dict[str, Origin] = field(default_factory=dict, hash=False)
    """Location of each association (by subnet or gateway id) and each propagation (by gateway id)."""
