"""Ports of Direct Connect: dedicated and hosted connections, interconnects, and link aggregation groups of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.emulated.hybrid_network.lifecycle import Stateful

PAY_AS_YOU_GO = "PayAsYouGo"


@dataclass(kw_only=True)
class MacSecKey(Stateful):
    """A CKN and CAK pair, which AWS keeps as a secret of Secrets Manager."""

    ckn: str
    secret_arn: str

    @property
    def start(self) -> float:
        """Return when the key takes effect, in seconds since the epoch."""
        return self.since


@dataclass(kw_only=True)
class Port(Stateful):
    """What virtual interfaces and hosted connections are created on."""

    id: str
    owner: str
    region: str
    name: str
    location: str
    bandwidth: str
    """Of a link aggregation group, the bandwidth of each member."""
    provider: str = ""
    loa_issued: float | None = None
    macsec: bool = False
    encryption_mode: str = ""
    """no_encrypt, should_encrypt or must_encrypt; empty where the port does not support MACsec."""
    macsec_keys: list[MacSecKey] = field(default_factory=list)
    billing_mode: str = PAY_AS_YOU_GO
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> list[MacSecKey]:
        """Return the MACsec keys that are not removed."""
        return [key for key in self.macsec_keys if key.state != "disassociated"]


@dataclass(kw_only=True)
class Connection(Port):
    """A port at a location (dedicated or interconnect), or bandwidth of one that another account has (hosted)."""

    parent: str | None = None
    """Set on a hosted connection: the connection, interconnect or link aggregation group that carries it."""
    vlan: int = 0
    partner: str = ""
    interconnect: bool = False
    """Whether a partner created it as an interconnect."""
    lag: str | None = None
    """The link aggregation group that it is a member of."""
    device_of: str | None = None
    """The port whose AWS device this one was allocated on, where it is not a device of its own."""

    @property
    def arn(self) -> str:
        """Return the connection's ARN."""
        return f"arn:aws:directconnect:{self.region}:{self.owner}:dxcon/{self.id}"

    @property
    def port(self) -> tuple[str, str]:
        """Return the key by which the data centre knows a line: name and location, whose code is case-insensitive."""
        return self.name, self.location.upper()


@dataclass(kw_only=True)
class Lag(Port):
    """A link aggregation group: connections of one bandwidth on one AWS device that act as one."""

    minimum_links: int = 0
    """Members that must be available for the group to be; 0 in a new group.

    https://docs.aws.amazon.com/directconnect/latest/UserGuide/lags.html
    """
    device_of: str | None = None
    hosts_connections: bool = False
    """Whether its members are interconnects."""

    @property
    def arn(self) -> str:
        """Return the group's ARN."""
        return f"arn:aws:directconnect:{self.region}:{self.owner}:dxlag/{self.id}"
