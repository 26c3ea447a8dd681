"""The gateways of a VPC, peering connections and VPC endpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model.prefixes import Address


@dataclass(frozen=True, slots=True)
class InternetGateway:
    """An internet gateway; `vpc` is None while it is detached."""

    id: str
    account: str
    vpc: str | None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class EgressOnlyInternetGateway:
    """An egress-only internet gateway: IPv6 connections from the VPC to the internet alone."""

    id: str
    account: str
    vpc: str | None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class NatGateway:
    """A NAT gateway, available in one subnet."""

    id: str
    account: str
    vpc: str
    subnet: str
    addresses: tuple[Address, ...]
    """Private addresses, the primary one first."""
    public_addresses: tuple[Address, ...] = ()
    """Empty for a private NAT gateway."""
    origin: Origin | None = None

    @property
    def is_public(self) -> bool:
        """Return whether it translates to public addresses."""
        return bool(self.public_addresses)


@dataclass(frozen=True, slots=True)
class VirtualPrivateGateway:
    """A virtual private gateway; `vpc` is None while it is detached."""

    id: str
    account: str
    region: str
    vpc: str | None
    asn: int = 64512
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class PeeringConnection:
    """A VPC peering connection."""

    id: str
    requester_vpc: str
    accepter_vpc: str
    active: bool
    """False while it waits for acceptance."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class VpcEndpoint:
    """A VPC endpoint; gateway endpoints are targets of routes, interface endpoints have network interfaces."""

    id: str
    account: str
    region: str
    vpc: str
    type: Literal["Gateway", "Interface", "GatewayLoadBalancer", "Resource"]
    service: str
    """Service name: `com.amazonaws.us-east-1.s3`."""
    available: bool = True
    """False while it waits for acceptance."""
    subnets: tuple[str, ...] = ()
    interfaces: tuple[str, ...] = ()
    private_dns: bool = False
    origin: Origin | None = None
