"""Transit gateways, their attachments and their route tables, as EC2 keeps them for all accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sandbox.emulated.hybrid_network.lifecycle import Stateful

AttachmentType = Literal["vpc", "direct-connect-gateway", "vpn", "peering", "connect"]

GONE = frozenset({"deleted", "rejected", "failed"})
LEAVING = GONE | {"deleting", "rejecting"}

DEFAULT_OPTIONS = {
    "AutoAcceptSharedAttachments": "disable",
    "DefaultRouteTableAssociation": "enable",
    "DefaultRouteTablePropagation": "enable",
    "VpnEcmpSupport": "enable",
    "DnsSupport": "enable",
    "SecurityGroupReferencingSupport": "disable",
    "MulticastSupport": "disable",
}
DEFAULT_ATTACHMENT_OPTIONS = {
    "DnsSupport": "enable",
    "SecurityGroupReferencingSupport": "enable",
    "Ipv6Support": "disable",
    "ApplianceModeSupport": "disable",
}


@dataclass(kw_only=True)
class TransitGateway(Stateful):
    """A transit gateway of one Region, owned by one account; others may share it."""

    id: str
    owner: str
    region: str
    asn: int
    created: float
    description: str = ""
    options: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_OPTIONS))
    cidr_blocks: list[str] = field(default_factory=list)
    association_table: str | None = None
    propagation_table: str | None = None

    @property
    def arn(self) -> str:
        """Return the ARN by which RAM shares it."""
        return f"arn:aws:ec2:{self.region}:{self.owner}:transit-gateway/{self.id}"


@dataclass(kw_only=True)
class StaticRoute:
    """A static route: to an attachment, or a blackhole."""

    cidr: str
    attachment: str | None
    """The attachment's key in the network; None for a blackhole route."""


@dataclass(kw_only=True)
class PrefixListReference(Stateful):
    """Static routes to all entries of a managed prefix list: to an attachment, or blackholes."""

    prefix_list: str
    prefix_list_owner: str
    attachment: str | None
    """The attachment's key in the network; None for blackhole routes."""


@dataclass(kw_only=True)
class TransitRouteTable(Stateful):
    """A route table of a transit gateway."""

    id: str
    gateway: str
    created: float
    routes: dict[str, StaticRoute] = field(default_factory=dict)
    prefix_lists: dict[str, PrefixListReference] = field(default_factory=dict)
    """By prefix list id."""
    announcements: dict[str, TableLink] = field(default_factory=dict)
    """Announcements of peered gateways' tables that propagate into this table, by announcement id."""


@dataclass(kw_only=True)
class TableLink(Stateful):
    """An attachment's association with a route table, or its propagation into one."""

    table: str


@dataclass(kw_only=True)
class TransitGatewayAttachment(Stateful):
    """A VPC, Direct Connect gateway, VPN connection, peered transit gateway or Connect on a transit gateway.

    A peering has two of them, one on each gateway; in two Regions, they have the same id.
    """

    id: str
    gateway: str
    type: AttachmentType
    resource: str
    resource_owner: str
    created: float
    origin: str | None = None
    """Id of the Direct Connect association, the VPN connection or the peering that created it."""
    subnets: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_ATTACHMENT_OPTIONS))
    association: TableLink | None = None
    propagations: dict[str, TableLink] = field(default_factory=dict)
    """By route table id."""
    accepter_region: str | None = None
    """Set on the accepter's side of a peering across Regions."""
    transport: str | None = None
    """Of a Connect attachment: the id of the VPC or Direct Connect attachment below it."""
    policy_table: TableLink | None = None

    @property
    def key(self) -> str:
        """Return the key in the network's `attachments`: the id, but on the accepter's side across Regions."""
        return f"{self.id}@{self.accepter_region}" if self.accepter_region else self.id


@dataclass(frozen=True, kw_only=True)
class PeeringSide:
    """One of the two transit gateways of a peering."""

    gateway: str
    owner: str
    region: str


@dataclass(kw_only=True)
class Peering(Stateful):
    """The peering of two transit gateways, of two accounts or Regions too."""

    id: str
    """Id of the requester's attachment."""
    accepter_id: str
    """Id of the accepter's attachment: another one in the same Region, the same across Regions."""
    requester: PeeringSide
    accepter: PeeringSide
    created: float
    dynamic_routing: str | None = None
    failure: str = ""
    """Why the state is failed."""

    @property
    def keys(self) -> tuple[str, str]:
        """Return the keys of the requester's and the accepter's attachment."""
        if self.accepter_id != self.id:
            return self.id, self.accepter_id
        return self.id, f"{self.id}@{self.accepter.region}"


@dataclass(kw_only=True)
class ConnectSession:
    """One of the two BGP sessions of a Connect peer."""

    amazon_address: str
    peer_address: str
    status: Literal["up", "down"] = "down"


@dataclass(kw_only=True)
class ConnectPeer(Stateful):
    """A GRE tunnel of a Connect attachment, with its BGP sessions."""

    id: str
    attachment: str
    created: float
    amazon_address: str
    """Of the GRE tunnel, out of the transit gateway's CIDR blocks."""
    peer_address: str
    inside_cidrs: tuple[str, ...]
    peer_asn: int
    sessions: list[ConnectSession] = field(default_factory=list)
    agreed_since: float | None = None
    received: tuple[str, ...] = ()
    """The prefixes that the appliance announces, while a session is up."""


@dataclass(kw_only=True)
class TableAnnouncement(Stateful):
    """The announcement of a route table to the gateway at the other end of a peering."""

    id: str
    table: str
    peering: str
    gateway: str
    """The gateway that announces."""
    peer_gateway: str
    created: float


@dataclass(kw_only=True)
class PolicyTable(Stateful):
    """A policy table of a transit gateway, whose entries Cloud WAN writes."""

    id: str
    gateway: str
    created: float


@dataclass(frozen=True, kw_only=True)
class MeteringEntry:
    """One rule of a metering policy: which account pays for matching traffic."""

    number: int
    metered_account: str
    rule: tuple[tuple[str, str], ...]
    """The members of EC2's TransitGatewayMeteringPolicyRule."""
    updated: float


@dataclass(kw_only=True)
class MeteringPolicy(Stateful):
    """The metering policy of a transit gateway."""

    id: str
    gateway: str
    updated: float
    middleboxes: list[str] = field(default_factory=list)
    entries: dict[int, MeteringEntry] = field(default_factory=dict)


@dataclass
class TransitNetwork:
    """All transit gateways of all accounts and regions; ids are unique among them."""

    gateways: dict[str, TransitGateway] = field(default_factory=dict)
    tables: dict[str, TransitRouteTable] = field(default_factory=dict)
    attachments: dict[str, TransitGatewayAttachment] = field(default_factory=dict)
    """By `key`."""
    peerings: dict[str, Peering] = field(default_factory=dict)
    connect_peers: dict[str, ConnectPeer] = field(default_factory=dict)
    announcements: dict[str, TableAnnouncement] = field(default_factory=dict)
    policy_tables: dict[str, PolicyTable] = field(default_factory=dict)
    metering_policies: dict[str, MeteringPolicy] = field(default_factory=dict)
    vgw_propagation: dict[str, set[str]] = field(default_factory=dict)
    """VPC route table id -> the virtual private gateways that propagate into it."""

    def attachments_of(self, gateway: str) -> list[TransitGatewayAttachment]:
        """Return the attachments of the gateway, pending ones included."""
        return [found for found in self.attachments.values() if found.gateway == gateway and found.state not in GONE]

    def tables_of(self, gateway: str) -> list[TransitRouteTable]:
        """Return the route tables of the gateway."""
        return [found for found in self.tables.values() if found.gateway == gateway and found.state not in GONE]

    def connect_peers_of(self, attachment: str) -> list[ConnectPeer]:
        """Return the Connect peers of a Connect attachment."""
        return [it for it in self.connect_peers.values() if it.attachment == attachment and it.state not in GONE]
