"""The records of an organization, frozen and replaced; the containers around them change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

ALL_FEATURES = "ALL"
CONSOLIDATED_BILLING = "CONSOLIDATED_BILLING"


@dataclass(frozen=True)
class AccountRecord:
    """AWS's record of an account, inside an organization or not."""

    account: str
    email: str
    name: str
    can_be_standalone: bool = True
    """Whether it has a payment method and contact details, as an account created by its owner has."""


@dataclass(frozen=True)
class Account:
    """A member of an organization, the management account included."""

    id: str
    email: str
    name: str
    joined_method: str
    joined_at: datetime
    parent: str
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Unit:
    """An organizational unit."""

    id: str
    name: str
    parent: str


@dataclass(frozen=True)
class Policy:
    """A policy of any type, its document as it was given."""

    id: str
    name: str
    description: str
    kind: str
    content: str
    updated_at: datetime
    aws_managed: bool = False


@dataclass(frozen=True)
class AccountCreation:
    """A request to create an account; its outcome is decided at once and returned when it is ready."""

    id: str
    account_name: str
    email: str
    role: str
    requested_at: datetime
    ready_at: datetime
    account: str | None = None
    failure: str | None = None
    joined: bool = False
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PolicyTypeChange:
    """A policy type that is being enabled or disabled in the root, and when that is done."""

    status: str
    ready_at: datetime


@dataclass(frozen=True)
class Transfer:
    """Responsibility for one organization's bills, offered to or held by another's management account."""

    id: str
    name: str
    source: str
    target: str
    status: str
    start: datetime
    end: datetime | None
    handshake: str


@dataclass(frozen=True)
class Handshake:
    """An agreement between an organization and another party."""

    id: str
    action: str
    management: str
    organization: str
    party: tuple[str, str]
    """Type and id of the other party: ACCOUNT, EMAIL or ORGANIZATION."""
    state: str
    requested_at: datetime
    expires_at: datetime
    changed_at: datetime
    notes: str = ""
    parent: str | None = None
    transfer: str | None = None
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """Return whether it has no answer yet."""
        return self.state in {"REQUESTED", "OPEN"}


@dataclass
class Organization:
    """One organization, identified by its management account."""

    id: str
    root: str
    management: str
    feature_set: str
    accounts: dict[str, Account] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    attachments: dict[str, list[str]] = field(default_factory=dict)
    """Target -> ids of its policies of all types, in the order of attachment."""
    policy_types: dict[str, PolicyTypeChange] = field(default_factory=dict)
    creations: dict[str, AccountCreation] = field(default_factory=dict)
    services: dict[str, datetime] = field(default_factory=dict)
    delegates: dict[str, dict[str, datetime]] = field(default_factory=dict)
    """Account -> the services that it administers, and since when."""
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    resource_policy: tuple[str, str] | None = None
    """The id and the document."""
    closings: list[datetime] = field(default_factory=list)


@dataclass
class OrganizationsState:
    """All organizations, and the record of every account."""

    organizations: dict[str, Organization] = field(default_factory=dict)
    """By management account."""
    home: dict[str, str] = field(default_factory=dict)
    """Account -> the management account of its organization."""
    account_records: dict[str, AccountRecord] = field(default_factory=dict)
    handshakes: dict[str, Handshake] = field(default_factory=dict)
    transfers: dict[str, Transfer] = field(default_factory=dict)
    founded: dict[str, int] = field(default_factory=dict)
    """Number of organizations that an account has created so far."""
    deleted: set[str] = field(default_factory=set)
    """Accounts that were closed so long ago that AWS has deleted them."""
    serial: int = 0
    version: int = 0
    """Differs after every change of the organizations, their accounts and policies."""

    def next_serial(self) -> int:
        """Return the next serial number, which is unique."""
        self.serial += 1
        return self.serial
