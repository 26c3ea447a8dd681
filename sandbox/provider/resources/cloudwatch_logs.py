"""CloudWatch Logs: log groups and their metric filters."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, Number, Text
from sandbox.provider.values import Values

NAME_PREFIX = Input(Text(), replaces=True, unread=True)
DAYS_KEPT = (0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)


class LogGroup(ResourceType):
    """A log group."""

    token = "aws:cloudwatch/logGroup:LogGroup"
    service = "logs"
    identity = "{name}"
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), "logGroupName", named=512, prefix="namePrefix", replaces=True),
        "namePrefix": NAME_PREFIX,
        "retentionInDays": Input(Number(), "retentionInDays", default=0),
        "kmsKeyId": Input(Text(), "kmsKeyId"),
        "logGroupClass": Input(Text(), "logGroupClass", computed=True, plan="STANDARD", replaces=True),
        "skipDestroy": Input(Flag(), default=False, unread=True),
        "arn": Output(plan="arn:{partition}:logs:{region}:{account}:log-group:{name}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        days = inputs.get("retentionInDays", 0)
        if isinstance(days, int) and days not in DAYS_KEPT:
            return [("retentionInDays", f"{days} is none of {', '.join(map(str, DAYS_KEPT))}")]
        return []

    def create(self, api: Api, inputs: Values) -> str:
        api(
            "CreateLogGroup",
            **self.request(inputs, "name", "kmsKeyId", "logGroupClass"),
            tags=inputs["tagsAll"] or None,
        )
        return str(inputs["name"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs.get("retentionInDays"):
            self.keep(api, identity, inputs, {})

    def read(self, api: Api, identity: str) -> Values | None:
        groups = api.pages("DescribeLogGroups", "logGroups", logGroupNamePrefix=identity)
        found = next((group for group in groups if group["logGroupName"] == identity), None)
        if found is None:
            return None
        arn = found["arn"].removesuffix(":*")
        tags = api("ListTagsForResource", resourceArn=arn).get("tags") or {}
        return {"retentionInDays": 0, "logGroupClass": "STANDARD", **self.state(found), "arn": arn, "tagsAll": tags}

    @updates("retentionInDays")
    def keep(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs.get("retentionInDays"):
            api("PutRetentionPolicy", logGroupName=identity, retentionInDays=inputs["retentionInDays"])
        else:
            api("DeleteRetentionPolicy", logGroupName=identity)

    @updates("kmsKeyId")
    def encrypt(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs.get("kmsKeyId"):
            api("AssociateKmsKey", logGroupName=identity, kmsKeyId=inputs["kmsKeyId"])
        else:
            api("DisassociateKmsKey", logGroupName=identity)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", resourceArn=state["arn"], tags=put)
        if drop:
            api("UntagResource", resourceArn=state["arn"], tagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if not state.get("skipDestroy"):
            api("DeleteLogGroup", logGroupName=identity)


class LogMetricFilter(ResourceType):
    """A metric filter of a log group."""

    token = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
    service = "logs"
    identity = "{logGroupName}:{name}"
    properties: ClassVar = {
        "name": Input(Text(), "filterName", named=512, replaces=True),
        "logGroupName": Input(Text(), "logGroupName", required=True, replaces=True),
        "pattern": Input(Text(), "filterPattern", required=True),
        "metricTransformation": Input(
            Block(
                {
                    "name": Input(Text(), "metricName", required=True),
                    "namespace": Input(Text(), "metricNamespace", required=True),
                    "value": Input(Text(), "metricValue", required=True),
                    "defaultValue": Input(Text()),
                    "unit": Input(Text(), "unit"),
                }
            ),
            required=True,
        ),
    }

    def create(self, api: Api, inputs: Values) -> str:
        self.put(api, "", inputs, {})
        return f"{inputs['logGroupName']}:{inputs['name']}"

    @updates("pattern", "metricTransformation")
    def put(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        transformation = inputs["metricTransformation"]
        counted = self.properties["metricTransformation"].kind.encode(transformation)
        if transformation.get("defaultValue"):
            counted["defaultValue"] = float(transformation["defaultValue"])
        api(
            "PutMetricFilter",
            **{"filterPattern": "", **self.request(inputs, "name", "logGroupName", "pattern")},
            metricTransformations=[counted],
        )

    def read(self, api: Api, identity: str) -> Values | None:
        group, _, name = identity.partition(":")
        if next(api.pages("DescribeLogGroups", "logGroups", logGroupNamePrefix=group), None) is None:
            return None
        filters = api.pages("DescribeMetricFilters", "metricFilters", logGroupName=group, filterNamePrefix=name)
        found = next((known for known in filters if known["filterName"] == name), None)
        if found is None:
            return None
        counted = found["metricTransformations"][0]
        transformation = self.properties["metricTransformation"].kind.decode(counted)
        if transformation.get("unit") == "None":
            del transformation["unit"]
        if "defaultValue" in counted:
            transformation["defaultValue"] = f"{counted['defaultValue']:g}"
        return {**self.state({**found, "logGroupName": group}), "metricTransformation": transformation}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        group, _, name = identity.partition(":")
        api("DeleteMetricFilter", logGroupName=group, filterName=name)
