"""CloudWatch: alarms."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.declaration import Input, Output, ResourceType, updates
from sandbox.provider.kinds import Flag, MapOf, Number, SetOf, Text
from sandbox.provider.values import Values


class MetricAlarm(ResourceType):
    """An alarm on one metric; every change sets the whole of it."""

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
        "dimensions": Input(MapOf()),
        "evaluationPeriods": Input(Number(), "EvaluationPeriods"),
        "extendedStatistic": Input(Text(), "ExtendedStatistic"),
        "insufficientDataActions": Input(SetOf(), "InsufficientDataActions"),
        "metricName": Input(Text(), "MetricName"),
        "namespace": Input(Text(), "Namespace"),
        "okActions": Input(SetOf(), "OKActions"),
        "period": Input(Number(), "Period"),
        "statistic": Input(Text(), "Statistic"),
        "threshold": Input(Number(), "Threshold"),
        "treatMissingData": Input(Text(), "TreatMissingData", default="missing"),
        "unit": Input(Text(), "Unit"),
        "arn": Output(member="AlarmArn", plan="arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("PutMetricAlarm", **self._whole(inputs))
        return str(inputs["name"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs["tagsAll"]:
            alarm = next(api.pages("DescribeAlarms", "MetricAlarms", AlarmNames=[identity]))
            self.retag(api, identity, {"arn": alarm["AlarmArn"]}, inputs["tagsAll"], [])

    def _whole(self, inputs: Values) -> dict[str, Any]:
        dimensions = [{"Name": name, "Value": value} for name, value in (inputs.get("dimensions") or {}).items()]
        return {**self.request(inputs), "Dimensions": dimensions or None}

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
            "dimensions": {dimension["Name"]: dimension["Value"] for dimension in found.get("Dimensions") or []},
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
