"""Users and roles with their credentials and last uses. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Credential:
    """A password or an access key of a user."""

    created_at: datetime
    last_used: datetime | None
    id: str = ""
    """Of an access key."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A user or a role."""

    arn: str
    account: str
    is_role: bool
    created_at: datetime
    tags: Mapping[str, str] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()
    """Actions that its policies may allow: `sqs:SendMessage`."""
    tracked: frozenset[str] = frozenset()
    """Those of them whose last use is known."""
    used: Mapping[str, datetime] = field(default_factory=dict)
    """Action -> last attempt."""
    last_used: datetime | None = None
    """Of a role: when a session of it called last."""
    password: Credential | None = None
    keys: tuple[Credential, ...] = ()
    """Active access keys."""
