"""Metric filters: putting one that is there replaces it."""

from __future__ import annotations

from typing import Any

from moto.logs.models import logs_backends

from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("PutMetricFilter")
def put_metric_filter(call: Call) -> dict[str, Any]:
    """Delete the old filter first: moto only appends the new one, and then returns the old."""
    kept = logs_backends[call.account][call.region].filters
    answer = call.inner(call.request)
    same = [
        known
        for known in kept.get_matching_filters(call.request["filterName"], call.request["logGroupName"])
        if known["filterName"] == call.request["filterName"]
    ]
    for old in same[:-1]:
        kept.metric_filters.remove(old)
    return answer
