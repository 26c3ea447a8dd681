import pytest

from sandbox.provider.resources.cloudwatch import MetricAlarm
from sandbox.provider.values import UNKNOWN, Values

SUM = [{"id": "sum", "expression": "a+b", "returnData": True}]


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({"metricName": "Errors"}, []),
        ({"metricQueries": SUM}, []),
        ({"metricQueries": UNKNOWN}, []),
        ({}, ["metricName"]),
        ({"metricQueries": SUM, "metricName": "Errors"}, ["metricName"]),
    ],
)
def test_an_alarm_has_one_metric_or_metric_queries(given: Values, paths: list[str]):
    assert [path for path, _ in MetricAlarm().check(given)] == paths
