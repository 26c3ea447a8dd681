"""Temporary credentials that STS issued: kept by access key id, for as long as the engine runs."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute
from moto.iam.models import iam_backends

from sandbox.emulated.caller import Caller, Session

_TOKEN_BYTES = 264
"""Of a session token: AWS's have some 350 characters."""


@dataclass(frozen=True)
class IssuedSession:
    """Temporary credentials, and the caller that signs with them."""

    caller: Caller
    """With its session."""
    expires: datetime
    secret: str = field(repr=False)
    token: str = field(repr=False)
    principal_id: str | None
    """Unique id of the role or user behind the session; None for a root user."""

    @property
    def credentials(self) -> dict[str, Any]:
        """Return `Credentials` of STS's responses."""
        return {
            "AccessKeyId": self.caller.access_key,
            "SecretAccessKey": self.secret,
            "SessionToken": self.token,
            "Expiration": self.expires,
        }

    def is_valid(self, partition: str) -> bool:
        """Return whether the role or user still exists; one of the same name made later is another."""
        iam = iam_backends[self.caller.account][partition]
        return self.principal_id is None or self.principal_id in iam.roles or self.principal_id in _user_ids(iam)


class SessionStore(BaseStore):
    """One state for all accounts and Regions."""

    SESSIONS: dict[str, IssuedSession] = CrossAccountAttribute(default=dict)


_stores = AccountRegionBundle("sts", SessionStore, validate=False)


def find(access_key: str) -> IssuedSession | None:
    """Return the session of an access key id; None where STS issued none."""
    return _sessions().get(access_key)


def issue(caller: Caller, session: Session, partition: str, principal_id: str | None) -> IssuedSession:
    """Issue credentials for a caller, whose access key id is that of the new key.

    Args:
        caller: Who signs with the credentials.
        session: Its session.
        partition: The partition of the caller's account.
        principal_id: Unique id of the role or user behind the session; None for a root user.

    """
    key = iam_backends[caller.account][partition].create_temp_access_key()
    made = IssuedSession(
        Caller(caller.kind, caller.account, caller.arn, key.access_key_id, session=session),
        session.expires,
        key.secret_access_key,
        base64.b64encode(secrets.token_bytes(_TOKEN_BYTES)).decode(),
        principal_id,
    )
    _sessions()[key.access_key_id] = made
    return made


def _sessions() -> dict[str, IssuedSession]:
    found: dict[str, IssuedSession] = _stores["000000000000"]["us-east-1"].SESSIONS
    return found


def _user_ids(iam: Any) -> set[str]:
    return {user.id for user in list(iam.users.values())}
