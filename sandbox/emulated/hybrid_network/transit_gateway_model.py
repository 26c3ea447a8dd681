"""Transit gateways, their attachments and their route tables, as EC2 keeps them for all accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sandbox.emulated.hybrid_network.lifecycle import Stateful

AttachmentType = Literal["vpc", "direct-connect-gateway"]

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
    """None for a blackhole route."""


@dataclass(kw_only=True)
class TransitRouteTable(Stateful):
    """A route table of a transit gateway."""

    id: str
    gateway: str
    created: float
    routes: dict[str, StaticRoute] = field(default_factory=dict)


@dataclass(kw_only=True)
class TableLink(Stateful):
    """An attachment's association with a route table, or its propagation into one."""

    table: str


@dataclass(kw_only=True)
class TransitGatewayAttachment(Stateful):
    """A VPC or a Direct Connect gateway on a transit gateway."""

    id: str
    gateway: str
    type: AttachmentType
    resource: str
    resource_owner: str
    created: float
    origin: str | None = None
    """Id of the Direct Connect association that created it."""
    subnets: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_ATTACHMENT_OPTIONS))
    association: TableLink | None = None
    propagations: dict[str, TableLink] = field(default_factory=dict)
    """By route table id."""


@dataclass
class TransitNetwork:
    """All transit gateways of all accounts and regions; ids are unique among them."""

    gateways: dict[str, TransitGateway] = field(default_factory=dict)
    tables: dict[str, TransitRouteTable] = field(default_factory=dict)
    attachments: dict[str, TransitGatewayAttachment] = field(default_factory=dict)
    vgw_propagation: dict[str, set[str]] = field(default_factory=dict)
    """VPC route table id -> the virtual private gateways that propagate into it."""

    def attachments_of(self, gateway: str) -> list[TransitGatewayAttachment]:
        """Return the attachments of the gateway, pending ones included."""
        return [found for found in self.attachments.values() if found.gateway == gateway and found.state not in GONE]

    def tables_of(self, gateway: str) -> list[TransitRouteTable]:
        """Return the route tables of the gateway."""
        return [found for found in self.tables.values() if found.gateway == gateway and found.state not in GONE]
