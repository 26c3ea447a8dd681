"""Start and stop the logging of a trail, and return its status."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.cloudtrail import destinations, store
from sandbox.emulated.cloudtrail.call import CloudTrailCall
from sandbox.emulated.operation import operation


@operation("StartLogging")
def start_logging(call: CloudTrailCall) -> dict[str, Any]:
    """Start logging, if the bucket's policy still allows the trail to write."""
    trail = store.TRAILS.find_to_change(call.request["Name"], call.account, call.region)
    destinations.check_bucket(trail)
    call.state.keep(replace(trail, logging=True, started_at=call.now))
    return {}


@operation("StopLogging")
def stop_logging(call: CloudTrailCall) -> dict[str, Any]:
    """Stop logging until it is started again."""
    trail = call.state.find_to_change(call.request["Name"], call.account, call.region)
    call.state.keep(replace(trail, logging=False, stopped_at=call.now))
    return {}


@operation("GetTrailStatus")
def get_trail_status(call: CloudTrailCall) -> dict[str, Any]:
    """Return when logging began and ended; without the members of deliveries, since nothing is delivered here."""
    trail = call.state.find(call.request["Name"], call.account, call.region)
    status: dict[str, Any] = {"IsLogging": trail.logging}
    if trail.started_at is not None:
        status |= {"StartLoggingTime": trail.started_at, "TimeLoggingStarted": _text(trail.started_at)}
    if trail.stopped_at is not None:
        status |= {"StopLoggingTime": trail.stopped_at, "TimeLoggingStopped": _text(trail.stopped_at)}
    return status


def _text(moment: Any) -> str:
    return str(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
