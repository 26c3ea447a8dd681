"""An access key as a signature is checked against it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest

from sandbox.emulated.caller import Caller
from sandbox.gateway.authentication.refused import Reason, Refused


@dataclass(frozen=True)
class AccessKey:
    """A key of a user or of a session that may sign: inactive keys, and those of a deleted role, are none."""

    caller: Caller
    secret: str | None = field(repr=False)
    """None where every secret is accepted."""
    token: str | None = field(default=None, repr=False)
    """The session token; None for a long-term key."""
    expires: float | None = None
    """In seconds since the epoch."""


type FindKey = Callable[[str, str], AccessKey | None]
"""The key of an access key id in the partition of a Region; None where no such key may sign."""


def check_token(key: AccessKey, token: str | None, now: float) -> None:
    """Raise Refused unless the session token is that of the key, and its session has not expired.

    AWS does not know the access key of a session without its token.
    """
    if key.token is None:
        if token is not None and key.secret is not None:
            raise Refused(Reason.INVALID_TOKEN)
        return
    if token is None:
        raise Refused(Reason.UNKNOWN_KEY, access_key=key.caller.access_key)
    if not compare_digest(token.encode("latin-1", "replace"), key.token.encode("latin-1", "replace")):
        raise Refused(Reason.INVALID_TOKEN)
    if key.expires is not None and now >= key.expires:
        raise Refused(Reason.EXPIRED_TOKEN)
