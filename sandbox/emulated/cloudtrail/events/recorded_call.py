"""A call as the gateway receives it, and its caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Identity:
    """The identity behind a call's credentials."""

    kind: str
    """`type` of userIdentity: Root, IAMUser, AssumedRole, FederatedUser, WebIdentityUser or AWSAccount."""
    principal: str
    arn: str
    """Empty for a caller without an ARN of its own."""
    account: str
    key: str
    """The access key's id; empty for a call that none signed."""
    name: str
    """`Username` of LookupEvents: the user's name, the session's, a token's subject, or root."""
    session: SessionContext | None = None
    provider: str | None = None
    """ARN of the identity provider of a web identity."""


@dataclass(frozen=True)
class SessionContext:
    """The session of temporary credentials."""

    issuer: SessionIssuer | None
    """None for a user's own session."""
    issued_at: datetime
    mfa_authenticated: bool = False
    source_identity: str | None = None


@dataclass(frozen=True)
class SessionIssuer:
    """The role behind a session, or the user that asked for a federated user's."""

    kind: str
    """Role, IAMUser or Root."""
    arn: str
    principal: str
    name: str


@dataclass(frozen=True)
class RecordedCall:
    """One call with its answer; shapes are botocore's, None where an operation has none."""

    service: str
    """botocore's name."""
    source: str
    """The service's signing name, with which CloudTrail's event source begins."""
    operation: str
    region: str
    account: str
    identity: Identity
    time: datetime
    request: dict[str, Any]
    request_shape: Any
    response: dict[str, Any]
    response_shape: Any
    error: tuple[str, str] | None = None
    """Code and message."""
    address: str = "127.0.0.1"
    agent: str = ""
    request_id: str = ""
