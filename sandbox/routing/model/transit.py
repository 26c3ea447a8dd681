"""Transit gateways: attachments and route tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model.bgp import BgpSession
from sandbox.routing.model.prefixes import Prefix


@dataclass(frozen=True, slots=True)
class TransitGateway:
    """A transit gateway of one Region."""

    id: str
    account: str
    region: str
    asn: int
    name: str = ""
    vpn_ecmp: bool = True
    group_references: bool = False
    """SecurityGroupReferencingSupport."""
    cidrs: tuple[Prefix, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class TransitRoute:
    """A static route of a transit gateway's table."""

    destination: Prefix
    attachment: str | None
    """Id of the attachment; None for a blackhole."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class TransitPrefixListReference:
    """A prefix list in a transit gateway's table."""

    prefix_list: str
    attachment: str | None
    """Id of the attachment; None for a blackhole."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class TransitRouteTable:
    """A route table of a transit gateway with its static routes; propagated routes are computed."""

    id: str
    gateway: str
    routes: tuple[TransitRoute, ...] = ()
    references: tuple[TransitPrefixListReference, ...] = ()
    name: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class TransitAttachment:
    """One end of an attachment: of a VPC, a VPN, a Direct Connect gateway, a peer gateway, or Connect.

    A peering is two of them with one id, each with its own `gateway`.
    """

    id: str
    gateway: str
    type: Literal["vpc", "vpn", "direct-connect-gateway", "peering", "connect"]
    resource: str
    """Id of the VPC, the VPN connection, the Direct Connect gateway, the peer transit gateway, or for Connect the
    attachment that carries it."""
    account: str
    """Owner of the resource."""
    available: bool = True
    """False while it waits for acceptance."""
    table: str | None = None
    """Id of the associated route table."""
    propagates_to: tuple[str, ...] = ()
    """Ids of the route tables that it propagates into."""
    subnets: tuple[str, ...] = ()
    """A VPC's subnets: traffic reaches only the zones that have one."""
    appliance_mode: bool = False
    group_references: bool = True
    ipv6: bool = False
    sessions: tuple[BgpSession, ...] = ()
    """Sessions of the Connect peers."""
    name: str = ""
    created: float = 0.0
    """Seconds since the epoch: of two VPCs with one range, the table has the route of the first."""
    origin: Origin | None = None
    link_origins: dict[str, Origin] = field(default_factory=dict, hash=False)
    """Location of the association and of each propagation, by route table id."""
