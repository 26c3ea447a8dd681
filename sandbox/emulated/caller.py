"""The caller of a request: what authorization decides about. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class CallerKind(Enum):
    """What a caller is."""

    ANONYMOUS = "anonymous"
    """Nothing was signed: only resource policies can allow the call."""
    ADMINISTRATOR = "administrator"
    """An account id as access key: outside all policies."""
    USER = "user"
    ROLE_SESSION = "role session"


class Proof(Enum):
    """How a caller is authenticated."""

    NONE = "none"
    HEADER = "Authorization header"
    PRESIGNED_URL = "presigned URL"
    FORM = "form with a signed policy"
    ACCOUNT_ID = "account id as access key"
    """No signature is checked; with the engine's token as secret, where account ids are switched off."""


@dataclass(frozen=True)
class RoleSession:
    """A session of a role, as STS issued it."""

    name: str
    role_arn: str
    issued: datetime
    expires: datetime
    policies: tuple[str, ...] = ()
    """Session policies, as JSON."""
    policy_arns: tuple[str, ...] = ()
    """Managed policies given as session policies."""
    tags: Mapping[str, str] = field(default_factory=dict)
    transitive_tags: frozenset[str] = frozenset()
    """Keys, in lower case."""
    source_identity: str | None = None
    mfa_authenticated: bool = False


@dataclass(frozen=True)
class Caller:
    """The caller of a request."""

    kind: CallerKind
    account: str | None = None
    """None for an anonymous caller."""
    arn: str | None = None
    """Of the user, the role session, or the account's root user."""
    access_key: str | None = None
    proof: Proof = Proof.NONE
    session: RoleSession | None = None


ANONYMOUS = Caller(CallerKind.ANONYMOUS)
