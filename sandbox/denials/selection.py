"""Selects denied calls: by id, account and time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sandbox.denials.call import DeniedCall
from sandbox.denials.errors import DeniedCallAmbiguous, NoDeniedCall

LAST = "last"
"""Instead of an id: the newest."""


def one(calls: Sequence[DeniedCall], name: str) -> DeniedCall:
    """Return a call by its id, by the beginning of its id, or the last; raises NoDeniedCall, DeniedCallAmbiguous."""
    found = list(calls[-1:]) if name == LAST else [call for call in calls if name and call.id.startswith(name)]
    if not found:
        raise NoDeniedCall(name)
    if len(found) > 1:
        raise DeniedCallAmbiguous(name, [call.id for call in found])
    return found[0]


def newest(
    calls: Iterable[DeniedCall], *, account: str | None = None, since: datetime | None = None, limit: int | None = None
) -> tuple[DeniedCall, ...]:
    """Return the newest calls, in their order.

    Args:
        calls: The calls, the newest last.
        account: Only calls from this account, or to a resource of it.
        since: Only calls from this time on.
        limit: No more than these.

    """
    kept = [
        call
        for call in calls
        if (since is None or call.time >= since) and (account is None or account in _accounts(call))
    ]
    return tuple(kept if limit is None else kept[len(kept) - min(limit, len(kept)) :])


def _accounts(call: DeniedCall) -> tuple[str | None, ...]:
    return call.account, call.request.resource_account if call.request else None
