"""CloudTrail: trails."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.block import Block
from sandbox.provider.errors import CallFailed
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, ListOf, SetOf, Text
from sandbox.provider.values import Values

# UpdateTrail removes a setting only where its parameter is an empty string.
CLEARED = ("S3KeyPrefix", "SnsTopicName", "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "KmsKeyId")
DATA = Block({"type": Input(Text(), "Type", required=True), "values": Input(ListOf(), "Values", required=True)})
SELECTOR = Block(
    {
        "readWriteType": Input(Text(choices=("All", "ReadOnly", "WriteOnly")), "ReadWriteType", default="All"),
        "includeManagementEvents": Input(Flag(), "IncludeManagementEvents", default=True),
        "excludeManagementEventSources": Input(SetOf(), "ExcludeManagementEventSources"),
        "dataResources": Input(ListOf(DATA), "DataResources"),
    }
)
FIELD = Block(
    {
        "field": Input(Text(), "Field", required=True),
        "equals": Input(ListOf(), "Equals"),
        "notEquals": Input(ListOf(), "NotEquals"),
        "startsWiths": Input(ListOf(), "StartsWith"),
        "notStartsWiths": Input(ListOf(), "NotStartsWith"),
        "endsWiths": Input(ListOf(), "EndsWith"),
        "notEndsWiths": Input(ListOf(), "NotEndsWith"),
    }
)
ADVANCED = Block(
    {"name": Input(Text(), "Name"), "fieldSelectors": Input(SetOf(FIELD), "FieldSelectors", required=True)}
)
SELECTORS = {"eventSelectors": "EventSelectors", "advancedEventSelectors": "AdvancedEventSelectors"}
EVERYTHING = [{"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": []}]
"""The event selectors of a trail by default."""


class Trail(ResourceType):
    """A trail; logging is on by default."""

    token = "aws:cloudtrail/trail:Trail"
    service = "cloudtrail"
    identity = "{arn}"
    tagged = True
    gone = ("TrailNotFoundException",)
    # CloudTrail does not see new roles and policies at once.
    eventual = (
        "InvalidCloudWatchLogsLogGroupArnException Access denied",
        "InvalidCloudWatchLogsRoleArnException Access",
    )
    properties: ClassVar = {
        "name": Input(Text(), "Name", named=128, replaces=True),
        "s3BucketName": Input(Text(), "S3BucketName", required=True),
        "s3KeyPrefix": Input(Text(), "S3KeyPrefix"),
        "snsTopicName": Input(Text(canonical=lambda topic: topic.rpartition(":")[2]), "SnsTopicName"),
        "includeGlobalServiceEvents": Input(Flag(), "IncludeGlobalServiceEvents", default=True),
        "isMultiRegionTrail": Input(Flag(), "IsMultiRegionTrail", default=False),
        "isOrganizationTrail": Input(Flag(), "IsOrganizationTrail", default=False),
        "enableLogFileValidation": Input(Flag(), "EnableLogFileValidation", default=False),
        "enableLogging": Input(Flag(), default=True),
        "cloudWatchLogsGroupArn": Input(Text(), "CloudWatchLogsLogGroupArn"),
        "cloudWatchLogsRoleArn": Input(Text(), "CloudWatchLogsRoleArn"),
        "kmsKeyId": Input(Text(), "KmsKeyId"),
        "eventSelectors": Input(ListOf(SELECTOR)),
        "advancedEventSelectors": Input(ListOf(ADVANCED)),
        "insightSelectors": Input(SetOf(Block({"insightType": Input(Text(), "InsightType", required=True)}))),
        "arn": Output(member="TrailARN", plan="arn:{partition}:cloudtrail:{region}:{account}:trail/{name}"),
        "homeRegion": Output(member="HomeRegion", plan="{region}"),
        "snsTopicArn": Output(
            member="SnsTopicARN",
            plan=lambda plan: (
                plan.fill(
                    "arn:{partition}:sns:{region}:{account}:" + str(plan.values["snsTopicName"]).rpartition(":")[2]
                )
                if plan.values.get("snsTopicName")
                else None
            ),
        ),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api("CreateTrail", **self.request(inputs), TagsList=pairs(inputs["tagsAll"]))
        return str(made["TrailARN"])

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        both = inputs.get("eventSelectors") and inputs.get("advancedEventSelectors")
        return [("advancedEventSelectors", "conflicts with eventSelectors")] if both else []

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs["enableLogging"]:
            api("StartLogging", Name=identity)
        if any(inputs.get(name) for name in SELECTORS):
            self.select(api, identity, inputs, {})
        if inputs.get("insightSelectors"):
            self.look_for(api, identity, inputs, {})

    @updates(*SELECTORS)
    def select(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        wanted = {
            member: self.properties[name].kind.encode(inputs[name])
            for name, member in SELECTORS.items()
            if inputs.get(name)
        }
        api("PutEventSelectors", TrailName=identity, **(wanted or {"EventSelectors": EVERYTHING}))

    @updates("insightSelectors")
    def look_for(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        wanted = self.properties["insightSelectors"].kind.encode(inputs.get("insightSelectors") or [])
        api("PutInsightSelectors", TrailName=identity, InsightSelectors=wanted)

    def _selected(self, api: Api, identity: str, *, custom: bool) -> Values:
        answer = api("GetEventSelectors", TrailName=identity) if custom else {}
        return {
            name: self.properties[name].kind.decode(answer[member])
            for name, member in SELECTORS.items()
            if answer.get(member) and answer[member] != EVERYTHING
        }

    def _insights(self, api: Api, identity: str) -> list[Values]:
        try:
            found = api("GetInsightSelectors", TrailName=identity)["InsightSelectors"]
        except CallFailed as refused:
            if refused.code != "InsightNotEnabledException":
                raise
            return []
        selectors: list[Values] = self.properties["insightSelectors"].kind.decode(found)
        return selectors

    def read(self, api: Api, identity: str) -> Values | None:
        found = next(iter(api("DescribeTrails", trailNameList=[identity])["trailList"]), None)
        if found is None:
            return None
        trail: dict[str, Any] = {**found, "EnableLogFileValidation": found.get("LogFileValidationEnabled")}
        tags = api("ListTags", ResourceIdList=[identity])["ResourceTagList"]
        return {
            **self.state(trail),
            **self._selected(api, identity, custom=found["HasCustomEventSelectors"]),
            "insightSelectors": self._insights(api, identity) if found["HasInsightSelectors"] else [],
            "enableLogging": api("GetTrailStatus", Name=identity)["IsLogging"],
            "tagsAll": unpaired(tags[0]["TagsList"] if tags else []),
        }

    @updates("enableLogging")
    def switch(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("StartLogging" if inputs["enableLogging"] else "StopLogging", Name=identity)

    @updates(
        *(name for name, known in properties.items() if isinstance(known, Input) and known.member and name != "name")
    )
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        cleared = dict.fromkeys(CLEARED, "")
        api("UpdateTrail", **{**cleared, **self.request(inputs), "Name": identity})

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("AddTags", ResourceId=identity, TagsList=pairs(put))
        if drop:
            api("RemoveTags", ResourceId=identity, TagsList=[{"Key": name} for name in drop])

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteTrail", Name=identity)
