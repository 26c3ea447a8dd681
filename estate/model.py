"""The estate as frozen models: what the program deploys and what the tests speak of.

Shapes only; rules that look across parts of the estate live in `rules/`.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from estate.source import Location, Source, steps

Tier = Literal["public", "app", "data"]
"""Public: routed to an internet gateway. App: reaches the hub. Data: isolated, no default route."""

Preference = Literal["low", "medium", "high"]
"""AWS's local-preference communities 7224:7100, 7224:7200, 7224:7300."""


class Model(BaseModel):
    """Base of every part of the estate: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Management(Model):
    """The account that owns the organization and pays for it."""

    name: str
    email: str


class Organization(Model):
    """The AWS organization: its management account, its regions, its units."""

    management: Management
    home_region: str
    allowed_regions: tuple[str, ...]
    units: dict[str, tuple[str, ...]]
    """Unit name -> the names of its accounts."""


class Interface(Model):
    """One virtual interface on a line, as both ends agree on it."""

    vlan: int = Field(ge=1, le=4094)
    addresses: tuple[IPv4Interface, IPv4Interface]
    """The customer's end first, then Amazon's."""


class Interfaces(Model):
    """The two interfaces that a line carries."""

    legacy: Interface
    transit: Interface


class Line(Model):
    """One dedicated Direct Connect connection, from a customer router to a location."""

    name: str
    router: str
    location: str
    """Code of the Direct Connect location, for instance EqDC2."""
    bandwidth: str
    latency: str = "2ms"
    preference: Preference = "medium"
    interfaces: Interfaces
    adopt: str | None = None
    """Id (`dxcon-...`) of a connection that exists already: it is taken over, not ordered."""


class Gateway(Model):
    """A Direct Connect gateway's own side of BGP."""

    asn: int


class Gateways(Model):
    """One Direct Connect gateway cannot serve both virtual private and transit gateways, so there are two."""

    legacy: Gateway
    transit: Gateway


class DataCentreDns(Model):
    """The data centre's own name servers, for hybrid DNS."""

    domain: str
    servers: tuple[IPv4Address, ...]


class DataCentre(Model):
    """The customer's end: its routers' ASN, what they announce, the lines that leave it."""

    asn: int
    prefixes: tuple[IPv4Network, ...]
    dns: DataCentreDns
    lines: tuple[Line, ...]
    gateways: Gateways


class Transit(Model):
    """The transit gateway: its ASN and, for each route table, what its attachments may reach."""

    asn: int
    tables: dict[str, tuple[str, ...]]
    """Table name -> what is propagated into it: account names, tables (all accounts attached to them), `datacentre`."""


class Vpc(Model):
    """An account's VPC: its range and the prefix length of one subnet of each tier."""

    cidr: IPv4Network
    tiers: dict[Tier, int]
    """Tier -> prefix length of its subnet in each availability zone."""
    gateway_asn: int | None = None
    """Set where a virtual private gateway joins the VPC to the Direct Connect gateway."""


class Account(Model):
    """A member account: who pays, what network it has, who else may enter."""

    email: str
    vpc: Vpc | None = None
    table: str | None = None
    """The transit route table that its attachment is associated with."""
    cost_centre: str | None = None
    budget: int | None = None
    """US dollars a month."""
    internet: bool = False
    """Whether an internet gateway, and with it a public tier, is allowed."""
    reaches: tuple[str, ...] = ()
    """Other departments that this one may reach through the hub, beyond what its table says."""
    trusts: dict[str, tuple[str, ...]] = {}
    """Job of this account -> jobs of others that may take it on, each as `account/job`."""


class Endpoint(Model):
    """A named interface in a tier of an account: something that tests can speak of."""

    tier: Tier
    port: int
    protocol: Literal["tcp", "udp"] = "tcp"
    clients: tuple[str, ...] = ()
    """Who may connect: endpoint names (`mobile/app`), account names, `datacentre` or `internet`."""


class Guardrails(Model):
    """Names of the guardrail policies attached at the root and at each unit."""

    root: tuple[str, ...] = ()
    units: dict[str, tuple[str, ...]] = {}


class Job(Model):
    """A job that people do in a department's account: one role, always with the boundary."""

    description: str
    policies: tuple[str, ...]
    """Names of AWS managed policies."""
    session_hours: int = 1
    mfa: bool = False


class Estate(Model):
    """The whole estate, as one file says it."""

    version: Literal[1]
    name: str
    """Short name of the company: prefix of names that must be unique in the world (aliases, buckets)."""
    organization: Organization
    datacentre: DataCentre
    transit: Transit
    dns: str
    """Root of the private zones; each account's zone is `<account>.<dns>`."""
    accounts: dict[str, Account]
    endpoints: dict[str, Endpoint] = {}
    """`account/name` -> endpoint."""
    guardrails: Guardrails
    jobs: dict[str, Job]

    _source: Source | None = PrivateAttr(default=None)

    def located(self, source: Source) -> Estate:
        """Return the same estate that knows where its parts stand in its file."""
        copy = self.model_copy()
        copy._source = source  # noqa: SLF001  # its own kind
        return copy

    def where(self, path: str) -> Location:
        """Locate a part by its dotted path, for instance `accounts.mobile.vpc.cidr` or `datacentre.lines.0.vlan`.

        A part that is a default stands where the nearest part around it does.
        """
        if self._source is None:
            message = "this estate was made in memory; estate.load gives one that knows its file"
            raise LookupError(message)
        return self._source.key(steps(path))

    def unit_of(self, account: str) -> str:
        """Name of the unit that holds the account."""
        return next(unit for unit, members in self.organization.units.items() if account in members)

    @property
    def departments(self) -> tuple[str, ...]:
        """The accounts of the unit `departments`, in the file's order."""
        return self.organization.units.get("departments", ())
