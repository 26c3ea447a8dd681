"""A call as the gateway receives it, and its caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Identity:
    """The identity behind a call's credentials."""

    kind: str
    """Root, IAMUser or AssumedRole, as CloudTrail has them."""
    principal: str
    arn: str
    account: str
    key: str
    """The access key's id."""
    name: str
    """`Username` of LookupEvents: the user's name, the session's, or root."""
    role: SessionIssuer | None = None


@dataclass(frozen=True)
class SessionIssuer:
    """The role behind a session."""

    arn: str
    principal: str
    name: str
    issued_at: datetime | None
    """When the session began; None where it began before recording started."""


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
