"""Metric filters, through the engine."""

from typing import Any

import pytest


@pytest.mark.engine
def test_putting_a_filter_again_replaces_it(client: Any, account: str):
    logs = client("logs", account)
    logs.create_log_group(logGroupName="trail")
    counted = [{"metricName": "Calls", "metricNamespace": "Causeway", "metricValue": "1"}]
    for pattern in ("first", "second"):
        logs.put_metric_filter(
            logGroupName="trail", filterName="calls", filterPattern=pattern, metricTransformations=counted
        )
    logs.put_metric_filter(
        logGroupName="trail", filterName="calls-too", filterPattern="third", metricTransformations=counted
    )
    found = logs.describe_metric_filters(logGroupName="trail")["metricFilters"]
    assert {known["filterName"]: known["filterPattern"] for known in found} == {"calls": "second", "calls-too": "third"}
