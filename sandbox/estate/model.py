"""The estate as frozen models: what the program deploys and what the tests name.

Data only; rules that look across parts of the estate live in `rules/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr
from pydantic_core import PydanticKnownError

from sandbox.estate.addresses import Network
from sandbox.estate.base_model import Asn, Model
from sandbox.estate.datacentre_model import DataCentre
from sandbox.estate.frozen_dict import FROZEN
from sandbox.estate.source import Location, Source, steps

Tier = Literal["public", "app", "data"]
"""Public: routed to an internet gateway. App: reaches the hub. Data: isolated, no default route."""

Guardrail = Literal[
    "allowed-regions",
    "data-perimeter",
    "deny-leaving",
    "deny-root-user",
    "no-internet-gateway",
    "no-outside-sharing",
    "protect-baseline",
    "protect-boundary",
]
"""The guardrail policies there are, one file each in `accounts/guardrails/`."""


def _whole(value: object) -> object:
    """Refuse true and 1.0, which are equal to 1 in Python."""
    if isinstance(value, bool | float):
        raise PydanticKnownError("int_type")
    return value


Version = Annotated[Literal[1], BeforeValidator(_whole)]

_LARGEST_BUDGET = 1_000_000_000
"""US dollars a month: more than any account costs, so that a larger number is a mistake."""

_DEPARTMENTS = "departments"

_BREAK_GLASS = "admin/operator"
"""The job that may break the glass where the file names none."""


class Management(Model):
    """The account that owns the organization and pays for it."""

    name: str
    """Account name, as Organizations shows it."""
    email: str
    """Address of its root user; no other account may have it."""


class AccountRoles(Model):
    """Which member account has which part in the organization. Each part's default is an account of the same name."""

    network: str = "network"
    """Owner of the Direct Connect lines, the transit gateway and the resolver endpoints; it needs a VPC."""
    security: str = "security"
    """Owner of the bucket and the key of the organization's trail."""
    legacy: str = "legacy"
    """Account whose VPC mirrors the data centre, behind a virtual private gateway."""


class Organization(Model):
    """The AWS organization: its management account, its regions, its units."""

    management: Management
    home_region: str
    """Region that the network and the accounts' resources live in."""
    allowed_regions: tuple[str, ...]
    """Regions that the guardrail `allowed-regions` leaves open."""
    units: Annotated[dict[str, tuple[str, ...]], FROZEN]
    """Unit name -> the names of its accounts."""
    account_roles: AccountRoles = AccountRoles()
    department_unit: str = _DEPARTMENTS
    """Unit whose accounts are departments: they get the jobs, the boundary and the break-glass role."""
    break_glass: str | None = None
    """Job that may assume each department's break-glass role, as `account/job`; `admin/operator` where it exists."""


class Transit(Model):
    """The transit gateway: its ASN and, for each route table, what its attachments may reach."""

    asn: Asn
    """Amazon's side of BGP; must differ from the Direct Connect gateways'."""
    tables: Annotated[dict[str, tuple[str, ...]], FROZEN]
    """Table name -> what is propagated into it: account names, tables (all accounts attached to them), `datacentre`."""


class Vpc(Model):
    """An account's VPC: its range and the prefix length of one subnet of each tier."""

    cidr: Network
    """The range, /16 to /22."""
    tiers: Annotated[dict[Tier, int], FROZEN]
    """Tier -> prefix length of its subnet in each availability zone."""
    gateway_asn: Asn | None = None
    """Set where a virtual private gateway joins the VPC to the Direct Connect gateway."""


class Account(Model):
    """A member account: who pays, what network it has, who else may enter."""

    email: str
    """Address of its root user; no other account may have it."""
    vpc: Vpc | None = None
    table: str | None = None
    """The transit route table that its attachment is associated with."""
    cost_centre: str | None = None
    """Tag on everything in the account."""
    budget: int | None = Field(default=None, gt=0, le=_LARGEST_BUDGET)
    """US dollars a month."""
    internet: bool = False
    """Whether an internet gateway, and with it a public tier, is allowed."""
    reaches: tuple[str, ...] = ()
    """Other departments that this one may reach through the hub, beyond its table's routes."""
    trusts: Annotated[dict[str, tuple[str, ...]], FROZEN] = Field(default={})
    """Job of this account -> jobs of others that may take it on, each as `account/job`."""


class Endpoint(Model):
    """A named interface in a tier of an account: an end of connections that tests can name."""

    tier: Tier
    """The tier whose subnets it is in."""
    port: int = Field(ge=1, le=65535)
    """The port it listens on."""
    protocol: Literal["tcp", "udp"] = "tcp"
    """The transport protocol of the port."""
    clients: tuple[str, ...] = ()
    """Clients that may connect: endpoint names (`mobile/app`), account names (everything in the account's app tier),
    `datacentre`, or `internet`, which gives the endpoint a public address."""


class Guardrails(Model):
    """Names of the guardrail policies attached at the root and at each unit."""

    root: tuple[Guardrail, ...] = ()
    """For every account but the management account."""
    units: Annotated[dict[str, tuple[Guardrail, ...]], FROZEN] = Field(default={})
    """Unit name -> what its accounts obey besides."""


class Job(Model):
    """A job that people do in a department's account: one role, always with the boundary."""

    description: str
    """What the job is for."""
    policies: tuple[str, ...]
    """AWS managed policies, by name; by ARN one that AWS added since the table of names was made."""
    session_hours: int = Field(default=1, ge=1, le=12)
    """How long a session may last."""
    mfa: bool = False
    """Whether assuming the role requires MFA."""


class Estate(Model):
    """The whole estate, as one file describes it."""

    version: Version
    """Version of this language."""
    name: str
    """Short name of the company: prefix of names that must be unique in the world (aliases, buckets)."""
    organization: Organization
    datacentre: DataCentre
    transit: Transit
    dns: str
    """Root of the private zones; each account's zone is `<account>.<dns>`."""
    accounts: Annotated[dict[str, Account], FROZEN]
    """Account name -> the account; every one is a member of one unit."""
    endpoints: Annotated[dict[str, Endpoint], FROZEN] = Field(default={})
    """`account/name` -> endpoint."""
    guardrails: Guardrails
    jobs: Annotated[dict[str, Job], FROZEN]
    """Job name -> the job, for each department."""

    _source: Source | None = PrivateAttr(default=None)

    def located(self, source: Source) -> Estate:
        """Return the same estate with the positions of its parts in its file."""
        copy = self.model_copy()
        copy._source = source  # noqa: SLF001  # its own kind
        return copy

    def where(self, path: str) -> Location:
        """Return the location of a part in the file.

        Args:
            path: Dotted path, for instance `accounts.mobile.vpc.cidr` or `datacentre.lines.0.bandwidth`.

        Returns:
            File, line and column of the part's key; of the nearest parent where the part is a default.

        Raises:
            LookupError: The estate was made in memory and has no file.

        Example:
            >>> print(load(Path("estate.yaml")).where("accounts.mobile.vpc.cidr"))
            estate.yaml:72

        """
        if self._source is None:
            message = "this estate was built in memory and has no file; estate.load returns one with locations"
            raise LookupError(message)
        return self._source.key(steps(path))

    def unit_of(self, account: str) -> str:
        """Return the name of the unit that contains an account.

        Args:
            account: Name of the account in the file.

        Returns:
            Name of its organizational unit.

        Raises:
            KeyError: No unit contains the account.

        Example:
            >>> load(Path("estate.yaml")).unit_of("mobile")
            'departments'

        """
        for unit, members in self.organization.units.items():
            if account in members:
                return unit
        raise KeyError(account)

    def unit_key(self, unit: str) -> str:
        """Return the name by which the program knows a unit: that of the departments is the same when it is renamed."""
        departments = unit == self.organization.department_unit and _DEPARTMENTS not in self.organization.units
        return _DEPARTMENTS if departments else unit

    @property
    def departments(self) -> tuple[str, ...]:
        """The accounts of the department unit, in the file's order."""
        return self.organization.units.get(self.organization.department_unit, ())

    @property
    def account_roles(self) -> AccountRoles:
        """Which account has which part: `estate.account_roles.network` is the name of the hub's account."""
        return self.organization.account_roles

    @property
    def break_glass(self) -> tuple[str, str] | None:
        """Department and job that may assume the break-glass roles; None where only the management account may."""
        account, _, job = (self.organization.break_glass or _BREAK_GLASS).partition("/")
        return (account, job) if account in self.departments and job in self.jobs else None
