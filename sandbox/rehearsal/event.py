"""One CloudTrail event: its caller, and whether it can be judged at all.

Reference: CloudTrail user guide, cloudtrail-event-reference-record-contents and
cloudtrail-event-reference-user-identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.iam.role_session import SESSION_NAME
from sandbox.rehearsal.reasons import Reason

type Record = Mapping[str, Any]

_API_CALL = "AwsApiCall"
_TYPES = {
    "AwsConsoleSignIn": Reason.SIGN_IN,
    "AwsConsoleAction": Reason.SIGN_IN,
    "AwsServiceEvent": Reason.SERVICE_EVENT,
}
_SIGN_IN_SOURCE = "signin.amazonaws.com"
_ANONYMOUS = "ANONYMOUS_PRINCIPAL"
_WITH_ARN = frozenset(("Root", "IAMUser", "AssumedRole", "Role", "FederatedUser"))
_FEDERATED = frozenset(("SAMLUser", "WebIdentityUser", "IdentityCenterUser", "Directory"))
_REQUIRED = ("eventName", "eventSource", "eventTime", "eventID")
_DENIED = ("AccessDenied", "UnauthorizedOperation", "AuthorizationError", "UnauthorizedAccess", "UnauthorizedException")
"""What the error codes of refused calls contain: `AccessDeniedException`, `Client.UnauthorizedOperation`."""


@dataclass(frozen=True, slots=True)
class EventCaller:
    """The principal of an event."""

    principal: str | None
    """ARN of the user, the session or the root user; None for an anonymous request."""
    account: str
    """Account in which the call was made."""
    issuer: str | None = None
    """ARN of the role of a session, with its path."""

    @property
    def shown(self) -> str:
        """The principal as reports name it: the role of a session."""
        return self.issuer or self.principal or "anonymous"


def event_caller(record: Record, *, sessions: bool) -> EventCaller | Reason:
    """Return the caller of an API call; the reason where the event cannot be judged for its type or its caller.

    Args:
        record: The event.
        sessions: Whether policies distinguish the sessions of a role; otherwise all sessions of one are alike.

    """
    reason = _unjudged_type(record)
    if reason is not None:
        return reason
    identity = record["userIdentity"]
    kind, account, arn = identity.get("type"), identity.get("accountId"), identity.get("arn")
    if account == _ANONYMOUS:
        return EventCaller(None, str(record.get("recipientAccountId") or ""))
    if not arn or not account or kind not in _WITH_ARN:
        return Reason.CALLER_WITHOUT_ARN
    if kind != "AssumedRole":
        return EventCaller(arn, account)
    issuer = (identity.get("sessionContext") or {}).get("sessionIssuer") or {}
    if not sessions:
        arn = f"{arn.rpartition('/')[0]}/{SESSION_NAME}"
    return EventCaller(arn, account, issuer.get("arn"))


def _unjudged_type(record: Record) -> Reason | None:
    """Return why events of its type, or of its caller's type, are not judged; None for an API call of a principal."""
    kind = record.get("eventType", _API_CALL)
    if kind != _API_CALL:
        return _TYPES.get(kind, Reason.OTHER_EVENT)
    identity = record.get("userIdentity")
    if not isinstance(identity, dict) or not all(isinstance(record.get(name), str) for name in _REQUIRED):
        return Reason.INVALID_RECORD
    if record["eventSource"] == _SIGN_IN_SOURCE:
        return Reason.SIGN_IN
    if identity.get("type") in _FEDERATED:
        return Reason.FEDERATED_CALLER
    by_service = identity.get("type") == "AWSService" or ("accountId" not in identity and "invokedBy" in identity)
    return Reason.SERVICE_CALLER if by_service else None


def was_denied(record: Record) -> bool:
    """Return whether AWS refused the call for a lack of permission; other errors came after authorization."""
    code = record.get("errorCode")
    return code is not None and any(part in code for part in _DENIED)


def owner(record: Record, resource: str) -> str | None:
    """Return the account that owns a resource, as the event's `resources` state it; None where they do not."""
    for listed in record.get("resources") or ():
        arn = listed.get("ARN") or listed.get("arn") or ""
        if arn and (arn == resource or resource.startswith(f"{arn}/")) and listed.get("accountId"):
            return str(listed["accountId"])
    return None
