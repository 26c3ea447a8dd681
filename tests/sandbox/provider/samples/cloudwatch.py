"""CloudWatch and its logs."""

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, SampleEnv, sample


@sample("aws:cloudwatch/logGroup:LogGroup")
def log_group(env: SampleEnv) -> Case:
    return Case(
        {"name": "/causeway/trail", "retentionInDays": 30}, {"retentionInDays": 90}, replace={"name": "/causeway/other"}
    )


@sample("aws:cloudwatch/logMetricFilter:LogMetricFilter")
def log_metric_filter(env: SampleEnv) -> Case:
    group = env.make("aws:cloudwatch/logGroup:LogGroup", name="/causeway/filtered")
    counted = {"name": "BreakGlass", "namespace": "Causeway", "value": "1"}
    return Case(
        {"logGroupName": group["name"], "pattern": "{ $.eventName = AssumeRole }", "metricTransformation": counted},
        change={"pattern": "{ $.eventName = PutRolePolicy }", "metricTransformation": {**counted, "value": "2"}},
        replace={"name": "other"},
    )


@sample("aws:cloudwatch/metricAlarm:MetricAlarm")
def metric_alarm(env: SampleEnv) -> Case:
    topic = env.make("aws:sns/topic:Topic")
    return Case(
        {
            "alarmDescription": "a break-glass role was used",
            "namespace": "Causeway",
            "metricName": "BreakGlass",
            "statistic": "Sum",
            "period": 300,
            "evaluationPeriods": 1,
            "threshold": 1,
            "comparisonOperator": "GreaterThanOrEqualToThreshold",
            "treatMissingData": "notBreaching",
            "alarmActions": [topic["arn"]],
            "dimensions": {"job": "break-glass"},
        },
        change={"threshold": 2.5, "alarmActions": None, "alarmDescription": None},
        replace={"name": "other"},
        along={
            **dict.fromkeys(("namespace", "metricName", "statistic", "period", "dimensions")),
            "metricQueries": [
                _metric_query("refused", "BreakGlass"),
                _metric_query("all", "Calls"),
                {"id": "share", "expression": "refused / all", "label": "Refused", "returnData": True},
            ],
        },
    )


def _metric_query(name: str, metric: str) -> Values:
    metric_stat = {
        "namespace": "Causeway",
        "metricName": metric,
        "period": 60,
        "stat": "Sum",
        "dimensions": {"job": "x"},
    }
    return {"id": name, "metric": metric_stat}
