"""Metric filters: putting one that is there replaces it."""

from __future__ import annotations

from typing import Any

from moto.logs.models import logs_backends

from sandbox.emulated.operation import inner, operation


@operation("PutMetricFilter")
def put_metric_filter(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Take out the old one: moto only adds the new one behind it, and then shows the old."""
    kept = logs_backends[context.account_id][context.region].filters
    answer = inner(context, request)
    same = [
        known
        for known in kept.get_matching_filters(request["filterName"], request["logGroupName"])
        if known["filterName"] == request["filterName"]
    ]
    for old in same[:-1]:
        kept.metric_filters.remove(old)
    return answer
