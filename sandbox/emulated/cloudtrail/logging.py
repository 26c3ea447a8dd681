"""Does a trail log, and since when?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.cloudtrail import destinations, store
from sandbox.emulated.operation import operation


@operation("StartLogging")
def start_logging(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """From now on; the bucket must still take it."""
    trail = store.find_to_change(request["Name"], context.account_id, context.region)
    destinations.check_bucket(trail)
    with store.LOCK:
        store.keep(replace(trail, logging=True, started_at=store.now()))
    return {}


@operation("StopLogging")
def stop_logging(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Until it is started again."""
    with store.LOCK:
        trail = store.find_to_change(request["Name"], context.account_id, context.region)
        store.keep(replace(trail, logging=False, stopped_at=store.now()))
    return {}


@operation("GetTrailStatus")
def get_trail_status(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """When logging began and ended; nothing is delivered here, so that no delivery is told of."""
    trail = store.find(request["Name"], context.account_id, context.region)
    status: dict[str, Any] = {"IsLogging": trail.logging}
    if trail.started_at is not None:
        status |= {"StartLoggingTime": trail.started_at, "TimeLoggingStarted": _text(trail.started_at)}
    if trail.stopped_at is not None:
        status |= {"StopLoggingTime": trail.stopped_at, "TimeLoggingStopped": _text(trail.stopped_at)}
    return status


def _text(moment: Any) -> str:
    return str(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
