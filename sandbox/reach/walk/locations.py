"""Where packets are between two hops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.reach.model import NetworkInterface
from sandbox.routing.model import TargetKind

type GatewayKind = Literal["internet", "egress-only", "nat", "peering", "vgw", "transit", "endpoint", "interface"]

GATEWAYS: dict[TargetKind, GatewayKind] = {
    TargetKind.INTERNET_GATEWAY: "internet",
    TargetKind.EGRESS_ONLY_INTERNET_GATEWAY: "egress-only",
    TargetKind.VIRTUAL_PRIVATE_GATEWAY: "vgw",
    TargetKind.NAT_GATEWAY: "nat",
    TargetKind.TRANSIT_GATEWAY: "transit",
    TargetKind.PEERING_CONNECTION: "peering",
    TargetKind.NETWORK_INTERFACE: "interface",
    TargetKind.VPC_ENDPOINT: "endpoint",
}


@dataclass(frozen=True, slots=True)
class LeavingInterface:
    """About to leave a network interface."""

    interface: NetworkInterface


@dataclass(frozen=True, slots=True)
class AtSubnetRouter:
    """At the router of a subnet, from one of its interfaces."""

    subnet: str
    from_transit: bool = False
    """Whether the interface is a transit gateway's."""
    to: tuple[GatewayKind, str] | None = None
    """The gateway that a route of an edit leads to."""


@dataclass(frozen=True, slots=True)
class InVpc:
    """Inside a VPC, to be delivered to one of its addresses."""

    vpc: str
    from_subnet: str | None
    """None from a gateway."""


@dataclass(frozen=True, slots=True)
class AtVpcGateway:
    """At the gateway that leads into a VPC, from outside."""

    vpc: str
    gateway: str


@dataclass(frozen=True, slots=True)
class ArrivingInterface:
    """Past the subnet's ACL, at a network interface."""

    interface: NetworkInterface


@dataclass(frozen=True, slots=True)
class AtGateway:
    """At a gateway that a subnet's route led to, past the subnet's ACL."""

    kind: GatewayKind
    id: str
    subnet: str


@dataclass(frozen=True, slots=True)
class AtInternet:
    """On the internet."""


@dataclass(frozen=True, slots=True)
class AtTransitGateway:
    """At a transit gateway, arrived by an attachment."""

    gateway: str
    attachment: str
    zone: str | None = None
    """Zone of the VPC attachment's interface that it arrived by."""


@dataclass(frozen=True, slots=True)
class LeavingTransitGateway:
    """About to leave a transit gateway by an attachment."""

    gateway: str
    attachment: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class AtDirectConnectGateway:
    """At a Direct Connect gateway, on the way to the data centre."""

    gateway: str
    associated: str
    """Id of the gateway that the packets come from."""


@dataclass(frozen=True, slots=True)
class AtCustomer:
    """At a customer's router, from Amazon."""

    router: str | None
    via: str


@dataclass(frozen=True, slots=True)
class InDataCentre:
    """In a data centre, on the way to Amazon."""

    name: str


type Location = (
    LeavingInterface
    | AtSubnetRouter
    | InVpc
    | AtVpcGateway
    | ArrivingInterface
    | AtGateway
    | AtInternet
    | AtTransitGateway
    | LeavingTransitGateway
    | AtDirectConnectGateway
    | AtCustomer
    | InDataCentre
)
