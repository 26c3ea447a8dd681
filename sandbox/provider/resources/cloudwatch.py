"""CloudWatch: alarms."""

from typing import Any, ClassVar, override

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, MapOf, Number, SetOf, Text
from sandbox.provider.values import Values


class Dimensions(MapOf):
    """Dimensions of a metric: a map in the provider, a list of names and values in AWS."""

    @override
    def encode(self, value: Any) -> Any:
        return [{"Name": name, "Value": text} for name, text in value.items()]

    @override
    def decode(self, value: Any) -> Any:
        return {each["Name"]: each["Value"] for each in value or []} or None


STAT = Block(
    {
        "metricName": Input(Text(), "MetricName", required=True),
        "namespace": Input(Text(), "Namespace"),
        "dimensions": Input(Dimensions(), "Dimensions"),
        "period": Input(Number(), required=True),
        "stat": Input(Text(), required=True),
        "unit": Input(Text()),
    }
)
QUERY = Block(
    {
        "id": Input(Text(), "Id", required=True),
        "accountId": Input(Text(), "AccountId"),
        "expression": Input(Text(), "Expression"),
        "label": Input(Text(), "Label"),
        "metric": Input(STAT),
        "period": Input(Number(), "Period"),
        "returnData": Input(Flag(), "ReturnData", default=False),
    }
)
ON_ONE = ("metricName", "namespace", "period", "statistic", "extendedStatistic", "dimensions", "unit")


def as_query(query: Values) -> Values:
    """Return a metric query in AWS's form, which nests the metric in `MetricStat`."""
    metric_query: Values = QUERY.encode(query)
    if metric := query.get("metric"):
        stat = {"Metric": STAT.encode(metric), "Period": int(metric["period"]), "Stat": metric["stat"]}
        metric_query["MetricStat"] = {**stat, **({"Unit": metric["unit"]} if metric.get("unit") else {})}
    return metric_query


def as_values(metric_query: Values) -> Values:
    """Return a metric query in the provider's form."""
    query: Values = QUERY.decode(metric_query)
    if stat := metric_query.get("MetricStat"):
        extras = {"period": stat["Period"], "stat": stat["Stat"], "unit": stat.get("Unit")}
        query["metric"] = {**STAT.decode(stat["Metric"]), **{name: value for name, value in extras.items() if value}}
    return query


class MetricAlarm(ResourceType):
    """An alarm on one metric or on an expression of several; every update puts the whole alarm."""

    token = "aws:cloudwatch/metricAlarm:MetricAlarm"
    service = "cloudwatch"
    identity = "{name}"
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), "AlarmName", named=255, replaces=True),
        "actionsEnabled": Input(Flag(), "ActionsEnabled", default=True),
        "alarmActions": Input(SetOf(), "AlarmActions"),
        "alarmDescription": Input(Text(), "AlarmDescription"),
        "comparisonOperator": Input(Text(), "ComparisonOperator"),
        "datapointsToAlarm": Input(Number(), "DatapointsToAlarm"),
        "dimensions": Input(Dimensions(), "Dimensions"),
        "evaluationPeriods": Input(Number(), "EvaluationPeriods"),
        "extendedStatistic": Input(Text(), "ExtendedStatistic"),
        "insufficientDataActions": Input(SetOf(), "InsufficientDataActions"),
        "metricName": Input(Text(), "MetricName"),
        "metricQueries": Input(SetOf(QUERY)),
        "namespace": Input(Text(), "Namespace"),
        "okActions": Input(SetOf(), "OKActions"),
        "period": Input(Number(), "Period"),
        "statistic": Input(Text(), "Statistic"),
        "threshold": Input(Number(), "Threshold"),
        "treatMissingData": Input(Text(), "TreatMissingData", default="missing"),
        "unit": Input(Text(), "Unit"),
        "arn": Output(member="AlarmArn", plan="arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        queries = inputs.get("metricQueries")
        if queries is None:
            return [] if inputs.get("metricName") else [("metricName", "is required, or metricQueries")]
        return [(name, "conflicts with metricQueries") for name in ON_ONE if inputs.get(name) is not None]

    def create(self, api: Api, inputs: Values) -> str:
        api("PutMetricAlarm", **self._whole(inputs))
        return str(inputs["name"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs["tagsAll"]:
            alarm = next(api.pages("DescribeAlarms", "MetricAlarms", AlarmNames=[identity]))
            self.retag(api, identity, {"arn": alarm["AlarmArn"]}, inputs["tagsAll"], [])

    def _whole(self, inputs: Values) -> dict[str, Any]:
        queries = [as_query(query) for query in inputs.get("metricQueries") or []]
        return {**self.request(inputs), "Metrics": queries or None}

    def read(self, api: Api, identity: str) -> Values | None:
        found = next(api.pages("DescribeAlarms", "MetricAlarms", AlarmNames=[identity]), None)
        if found is None:
            return None
        state = self.state(found)
        number = state.get("threshold")
        if isinstance(number, float) and number.is_integer():
            state["threshold"] = int(number)
        return {
            "treatMissingData": "missing",
            **state,
            "metricQueries": [as_values(query) for query in found.get("Metrics") or []],
            "tagsAll": unpaired(api("ListTagsForResource", ResourceARN=found["AlarmArn"])["Tags"]),
        }

    @updates(*(name for name, known in properties.items() if isinstance(known, Input) and not known.replaces))
    def put(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("PutMetricAlarm", **self._whole(inputs))

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", ResourceARN=state["arn"], Tags=pairs(put))
        if drop:
            api("UntagResource", ResourceARN=state["arn"], TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteAlarms", AlarmNames=[identity])
