"""Connections, virtual interfaces and Direct Connect gateways, as AWS keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag
from sandbox.emulated.hybrid_network.lifecycle import Stateful
from sandbox.emulated.hybrid_network.resiliency_groups import ResiliencyGroup

Kind = Literal["private", "public", "transit"]
AssociatedGatewayType = Literal["virtualPrivateGateway", "transitGateway"]

DEFAULT_AMAZON_ASN = 64512
"""The ASN of Amazon's end of a gateway that is created without one (Direct Connect and EC2 API References)."""

GONE = frozenset({"deleted", "rejected", "disassociated"})
"""States that count against no quota and block nothing."""

LEAVING = GONE | {"deleting", "disassociating"}


@dataclass(kw_only=True)
class BgpPeer(Stateful):
    """One BGP session of a virtual interface, as Amazon's end sees it."""

    id: str
    asn: int
    family: str
    amazon_address: str
    customer_address: str
    key: str
    status: str = "down"
    agreed_since: float | None = None
    """When both ends first agreed; the session comes up some seconds later."""
    received: tuple[str, ...] = ()
    """The prefixes that the customer's router announces on the session, while it is up."""
    communities: tuple[str, ...] = ()
    """The BGP communities of the received prefixes, while the session is up."""
    as_path: tuple[int, ...] = ()
    """The AS path of the received prefixes, the customer's ASN first."""
    up_since: float | None = None
    """When the session came up; None while it is down."""


@dataclass(kw_only=True)
class VirtualInterface(Stateful):
    """A VLAN on a connection, attached to a gateway or leading to AWS's public addresses."""

    id: str
    owner: str
    connection: str
    """Id of the connection or of the link aggregation group."""
    kind: Kind
    region: str
    name: str
    vlan: int
    mtu: int = 1500
    gateway: str | None = None
    """Id of the Direct Connect gateway."""
    virtual_gateway: str | None = None
    prefixes: tuple[str, ...] = ()
    """Public interfaces: the prefixes that the customer may announce to AWS."""
    site_link: bool = False
    prefix_limits: dict[str, int] = field(default_factory=dict)
    """Private and transit interfaces: the inbound prefixes allocated to each address family."""
    peers: list[BgpPeer] = field(default_factory=list)
    tests: list[FailoverTest] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """Return the interface's ARN."""
        return f"arn:aws:directconnect:{self.region}:{self.owner}:dxvif/{self.id}"


@dataclass(kw_only=True)
class FailoverTest:
    """A BGP failover test: its peers are held down until it ends."""

    id: str
    peers: tuple[str, ...]
    minutes: int
    started: float
    ended: float | None = None

    def running(self, now: float) -> bool:
        """Return whether the test still keeps its peers down."""
        return self.ended is None and now < self.started + 60 * self.minutes


@dataclass(kw_only=True)
class Gateway(Stateful):
    """A Direct Connect gateway: global, owned by one account."""

    id: str
    owner: str
    name: str
    asn: int
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """Return the gateway's ARN, which has no Region."""
        return f"arn:aws:directconnect::{self.owner}:dx-gateway/{self.id}"


@dataclass(frozen=True, kw_only=True)
class AssociatedGateway:
    """The gateway that a Direct Connect gateway is associated with: a virtual private or a transit gateway of EC2."""

    id: str
    type: AssociatedGatewayType
    owner: str
    region: str
    asn: int
    vpc: str | None = None
    """The VPC that a virtual private gateway is attached to."""
    cidrs: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Association(Stateful):
    """The association of a Direct Connect gateway with a virtual private gateway or a transit gateway."""

    id: str
    gateway: str
    gateway_owner: str
    associated: AssociatedGateway
    prefixes: tuple[str, ...]
    """The prefixes that the Direct Connect gateway may announce to the data centre."""


@dataclass(kw_only=True)
class Proposal(Stateful):
    """A request of a gateway's owner to the owner of a Direct Connect gateway for an association."""

    id: str
    gateway: str
    gateway_owner: str
    associated: AssociatedGateway
    requested: tuple[str, ...]
    existing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Session:
    """The customer router's view of one BGP peer."""

    mismatches: tuple[str, ...]
    """The reasons why the session is down; empty where both ends agree."""
    prefixes: tuple[str, ...] = ()
    """The prefixes that the router announces once the session is up."""
    communities: tuple[str, ...] = ()
    """The BGP communities that it announces them with."""
    as_path: tuple[int, ...] = ()
    """Their AS path, the router's own ASN first."""


class FarEnd(Protocol):
    """The other end of the lines: the carrier's cross-connects and the customer's routers."""

    def cross_connected(self, connection: Connection) -> bool:
        """Return whether a line is connected to this port."""

    def router(self, connection: Connection) -> str | None:
        """Return the name of the router that the line of this port ends on; None where there is no line."""

    def reason_down(self, connection: Connection) -> str | None:
        """Return why the line of this port is cut; None where it is not."""

    def session(self, connection: Connection, vif: VirtualInterface, peer: BgpPeer, amazon_asn: int) -> Session:
        """Return the view of the customer's router on a BGP peer of this line."""


@dataclass
class DirectConnectState:
    """The state of Direct Connect, for all accounts."""

    connections: dict[str, Connection] = field(default_factory=dict)
    """Interconnects included."""
    lags: dict[str, Lag] = field(default_factory=dict)
    resiliency_groups: dict[str, ResiliencyGroup] = field(default_factory=dict)
    agreements: dict[str, set[str]] = field(default_factory=dict)
    """Names of the customer agreements that each account confirmed."""
    interfaces: dict[str, VirtualInterface] = field(default_factory=dict)
    gateways: dict[str, Gateway] = field(default_factory=dict)
    associations: dict[str, Association] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    far_end: FarEnd | None = None

    def port(self, id_: str | None) -> Connection | Lag | None:
        """Return a connection or a link aggregation group by its id."""
        return self.connections.get(id_ or "") or self.lags.get(id_ or "")

    def members(self, lag: str) -> list[Connection]:
        """Return the connections of a link aggregation group, in the order in which they joined it."""
        return [it for it in self.connections.values() if it.lag == lag and it.state not in LEAVING]

    def hosted_on(self, port: str) -> list[Connection]:
        """Return the hosted connections that a port carries."""
        return [it for it in self.connections.values() if it.parent == port and it.state not in LEAVING]

    def lines_of(self, port: Connection | Lag) -> list[Connection]:
        """Return the physical ports behind a port: itself, its members, or those that carry a hosted connection."""
        if isinstance(port, Lag):
            return self.members(port.id)
        if port.parent:
            carrier = self.port(port.parent)
            return self.lines_of(carrier) if carrier else []
        return [port]

    def interfaces_on(self, port: str) -> list[VirtualInterface]:
        """Return the interfaces that use a VLAN of the connection or the link aggregation group."""
        return [vif for vif in self.interfaces.values() if vif.connection == port and vif.state not in GONE]

    def interfaces_of(self, gateway: str) -> list[VirtualInterface]:
        """Return the interfaces attached to the Direct Connect gateway."""
        return [vif for vif in self.interfaces.values() if vif.gateway == gateway and vif.state not in GONE]

    def associations_of(self, gateway: str) -> list[Association]:
        """Return the associations of the Direct Connect gateway, pending ones included."""
        return [found for found in self.associations.values() if found.gateway == gateway and found.state not in GONE]
