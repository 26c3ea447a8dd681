"""The management events of the caller's account and Region, with or without a trail."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.cloudtrail import store
from sandbox.emulated.cloudtrail.events.lookup import found
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("LookupEvents")
def lookup_events(call: Call) -> dict[str, Any]:
    """Return the events that have one attribute, in a span of time."""
    times = {
        name: _aware(call.request[name]) for name in ("StartTime", "EndTime") if call.request.get(name) is not None
    }
    return found(store.history_of(call.account, call.region), call.request | times)


def _aware(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
