"""Customer gateways, virtual private gateways and VPN connections, as EC2 keeps them for all accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from sandbox.emulated.hybrid_network.lifecycle import Stateful

TunnelStatus = Literal["UP", "DOWN"]

GONE = frozenset({"deleted"})
LEAVING = GONE | {"deleting"}


@dataclass(kw_only=True)
class CustomerGateway(Stateful):
    """What AWS knows of the customer's device: its address or certificate, and its ASN."""

    id: str
    owner: str
    region: str
    asn: int
    type: str = "ipsec.1"
    address: str = ""
    """The device's address on the internet; empty where its certificate identifies it."""
    certificate: str = ""
    device: str = ""


@dataclass(kw_only=True)
class VpcAttachment(Stateful):
    """The attachment of a virtual private gateway to a VPC."""

    vpc: str


@dataclass(kw_only=True)
class VirtualGateway(Stateful):
    """A virtual private gateway."""

    id: str
    owner: str
    region: str
    asn: int
    type: str = "ipsec.1"
    zone: str = ""
    attachments: list[VpcAttachment] = field(default_factory=list)
    """Of which one at most is not detached."""

    @property
    def attachment(self) -> VpcAttachment | None:
        """Return the attachment that is not detached."""
        return next((it for it in self.attachments if it.state != "detached"), None)

    @property
    def vpc(self) -> str | None:
        """Return the VPC that the gateway is attached to, or being attached to."""
        found = self.attachment
        return found.vpc if found and found.state in {"attached", "attaching"} else None


@dataclass(kw_only=True)
class Tunnel:
    """One of the two tunnels of a VPN connection."""

    outside_address: str
    """Address of AWS's end."""
    inside_cidr: str = ""
    """The /30 of both ends, of which AWS has the first host address; of IPv4 inside addresses."""
    inside_ipv6_cidr: str = ""
    """The /126 of both ends, of IPv6 inside addresses."""
    pre_shared_key: str = field(repr=False)
    certificate: str = ""
    """ARN of AWS's certificate for its end, where the customer gateway has a certificate."""
    options: dict[str, object] = field(default_factory=dict)
    """The members of EC2's TunnelOption that the request set, without addresses and key."""
    status: TunnelStatus = "DOWN"
    status_text: str = ""
    status_since: float
    agreed_since: float | None = None
    """When both ends first agreed; the tunnel comes up some seconds later."""
    received: tuple[str, ...] = ()
    """The prefixes that the customer's device announces by BGP, while the tunnel is up."""
    replaced: float | None = None
    """When the tunnel's endpoint was last replaced."""

    def restart(self, now: float) -> None:
        """Take the tunnel down, as a change of AWS's end does; it comes up again some seconds later."""
        if self.status != "DOWN":
            self.status, self.status_since = "DOWN", now
        self.status_text, self.agreed_since, self.received = "IPSEC IS DOWN", None, ()


@dataclass(kw_only=True)
class StaticVpnRoute(Stateful):
    """A static route of a VPN connection, which its virtual private gateway propagates."""

    cidr: str


@dataclass(kw_only=True)
class VpnConnection(Stateful):
    """A Site-to-Site VPN connection, on a virtual private gateway, on a transit gateway or on neither."""

    id: str
    owner: str
    region: str
    customer_gateway: str
    virtual_gateway: str | None = None
    transit_gateway: str | None = None
    type: str = "ipsec.1"
    static_routes_only: bool = False
    options: dict[str, object] = field(default_factory=dict)
    """The members of EC2's VpnConnectionOptions without StaticRoutesOnly and TunnelOptions."""
    tunnels: list[Tunnel] = field(default_factory=list)
    routes: dict[str, StaticVpnRoute] = field(default_factory=dict)
    """By CIDR; of a connection with static routing on a virtual private gateway alone."""

    @property
    def arn(self) -> str:
        """Return the connection's ARN."""
        return f"arn:aws:ec2:{self.region}:{self.owner}:vpn-connection/{self.id}"

    @property
    def static_routes(self) -> tuple[str, ...]:
        """Return the destinations of the static routes that are in effect."""
        return tuple(route.cidr for route in self.routes.values() if route.state not in LEAVING)

    @property
    def tunnels_up(self) -> list[Tunnel]:
        """Return the tunnels that carry packets."""
        return [tunnel for tunnel in self.tunnels if tunnel.status == "UP"]


@dataclass(frozen=True)
class TunnelSession:
    """The customer device's view of a tunnel and of the BGP session in it."""

    mismatches: tuple[str, ...]
    """The reasons why the tunnel or its session is down; empty where both ends agree."""
    prefixes: tuple[str, ...] = ()
    """The prefixes that the device announces once the session is up."""


class VpnFarEnd(Protocol):
    """The customer's devices behind VPN connections and Connect peers."""

    def tunnel(self, gateway: CustomerGateway, connection: VpnConnection, number: int) -> TunnelSession:
        """Return the device's view of tunnel 1 or 2 of a connection."""

    def connect_peer(self, address: str, asn: int) -> TunnelSession:
        """Return the view of the appliance at the peer address of a Connect peer."""


@dataclass
class VpnNetwork:
    """All VPN resources of all accounts and Regions; ids are unique among them."""

    customer_gateways: dict[str, CustomerGateway] = field(default_factory=dict)
    virtual_gateways: dict[str, VirtualGateway] = field(default_factory=dict)
    connections: dict[str, VpnConnection] = field(default_factory=dict)
    far_end: VpnFarEnd | None = None

    def connections_of(self, gateway: str) -> list[VpnConnection]:
        """Return the connections of a customer, virtual private or transit gateway that are not deleted."""
        return [
            it
            for it in self.connections.values()
            if gateway in {it.customer_gateway, it.virtual_gateway, it.transit_gateway} and it.state not in GONE
        ]
