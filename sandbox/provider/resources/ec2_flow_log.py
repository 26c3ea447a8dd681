"""EC2: flow logs."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.errors import CallFailed
from sandbox.provider.properties import Input, Output
from sandbox.provider.resources.ec2_base import TaggedEc2Type
from sandbox.provider.value_types import Number, Text
from sandbox.provider.values import Values

WATCHED = {"vpcId": "VPC", "subnetId": "Subnet", "eniId": "NetworkInterface"}


class FlowLog(TaggedEc2Type):
    """A flow log of a VPC, subnet or network interface; only its tags change in place."""

    token = "aws:ec2/flowLog:FlowLog"
    identity = "fl-{hex17}"
    tag_kind = "vpc-flow-log"
    # A resource has one flow log for each destination.
    delete_first = True
    listing = ("DescribeFlowLogs", "FlowLogs", "FlowLogIds")
    properties: ClassVar = {
        **{name: Input(Text(), replaces=True) for name in WATCHED},
        "trafficType": Input(Text(choices=("ACCEPT", "ALL", "REJECT")), "TrafficType", replaces=True),
        "logDestinationType": Input(
            Text(choices=("cloud-watch-logs", "s3")), "LogDestinationType", default="cloud-watch-logs", replaces=True
        ),
        "logDestination": Input(Text(), replaces=True),
        "iamRoleArn": Input(Text(), "DeliverLogsPermissionArn", replaces=True),
        "logFormat": Input(Text(), "LogFormat", computed=True, replaces=True),
        "maxAggregationInterval": Input(Number(60, 600), "MaxAggregationInterval", default=600, replaces=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:vpc-flow-log/{id}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        problems = []
        if sum(inputs.get(name) is not None for name in WATCHED) != 1:
            problems.append(("vpcId", f"a flow log watches one thing: give one of {', '.join(WATCHED)}"))
        if not inputs.get("logDestination"):
            problems.append(("logDestination", "is required"))
        return problems

    def create(self, api: Api, inputs: Values) -> str:
        watched = next(name for name in WATCHED if inputs.get(name))
        to_logs = inputs["logDestinationType"] == "cloud-watch-logs"
        request = self.request(inputs)
        made = api(
            "CreateFlowLogs",
            ResourceIds=[inputs[watched]],
            ResourceType=WATCHED[watched],
            **{**request, "MaxAggregationInterval": int(inputs["maxAggregationInterval"])},
            LogGroupName=_log_group(inputs["logDestination"]) if to_logs else None,
            LogDestination=None if to_logs else inputs["logDestination"],
            TagSpecifications=self.tags_of(inputs),
        )
        if made.get("Unsuccessful"):
            reason = made["Unsuccessful"][0]["Error"]
            raise CallFailed(reason["Code"], reason["Message"], self.service, "CreateFlowLogs", api.urn)
        return str(made["FlowLogIds"][0])

    def look(self, api: Api, identity: str) -> dict[str, Any] | None:
        found = api("DescribeFlowLogs", FlowLogIds=[identity])["FlowLogs"]
        return found[0] if found else None

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place, watched = api.place, found["ResourceId"]
        kind = {"vpc-": "vpcId", "eni-": "eniId"}.get(watched[:4], "subnetId")
        logs = f"arn:{place.partition}:logs:{place.region}:{place.account}:log-group:{found.get('LogGroupName')}"
        return {
            kind: watched,
            "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:vpc-flow-log/{identity}",
            "logDestination": found.get("LogDestination") or logs,
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteFlowLogs", FlowLogIds=[identity])


def _log_group(arn: str) -> str:
    return arn.removesuffix(":*").rpartition(":log-group:")[2]
