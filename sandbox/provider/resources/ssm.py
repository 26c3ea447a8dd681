"""Systems Manager: parameters."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, Number, Text
from sandbox.provider.values import Values


class Parameter(ResourceType):
    """A parameter; the value of a SecureString is a secret."""

    token = "aws:ssm/parameter:Parameter"
    service = "ssm"
    identity = "{name}"
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), "Name", named=2048, replaces=True),
        "type": Input(Text(choices=("String", "StringList", "SecureString")), "Type", required=True),
        "value": Input(Text(), "Value", secret=True, computed=True),
        "description": Input(Text(), "Description"),
        "allowedPattern": Input(Text(), "AllowedPattern"),
        "dataType": Input(Text(choices=("text", "aws:ec2:image")), "DataType", computed=True, plan="text"),
        "keyId": Input(Text(), "KeyId", computed=True, plan=None),
        "tier": Input(Text(), "Tier", computed=True, plan="Standard"),
        "overwrite": Input(Flag(), unread=True),
        "arn": Output(
            member="ARN",
            plan=lambda plan: plan.fill(
                "arn:{partition}:ssm:{region}:{account}:parameter/" + str(plan.values["name"]).removeprefix("/")
            ),
        ),
        "hasValueWo": Output(Flag(), plan=False),
        "version": Output(Number(), "Version", plan=1),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        return [] if "value" in inputs else [("value", "is required")]

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Replace a parameter that leaves the advanced tier (terraform-provider-aws: ForceNewIfChange on tier)."""
        return {"tier"} if (old.get("tier"), new.get("tier")) == ("Advanced", "Standard") else set()

    def create(self, api: Api, inputs: Values) -> str:
        api("PutParameter", **self.request(inputs), Tags=pairs(inputs["tagsAll"]) or None)
        return str(inputs["name"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetParameter", Name=identity, WithDecryption=True)
        if found is None:
            return None
        wanted: Any = [{"Key": "Name", "Option": "Equals", "Values": [identity]}]
        described: Values = next(api.pages("DescribeParameters", "Parameters", ParameterFilters=wanted), {})
        tags = api("ListTagsForResource", ResourceType="Parameter", ResourceId=identity)["TagList"]
        return {
            **self.state({"Tier": "Standard", **described, **found["Parameter"]}),
            "hasValueWo": False,
            "tagsAll": unpaired(tags),
        }

    @updates("type", "value", "description", "allowedPattern", "dataType", "keyId", "tier")
    def put(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("PutParameter", **self.request(inputs), Overwrite=True)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("AddTagsToResource", ResourceType="Parameter", ResourceId=identity, Tags=pairs(put))
        if drop:
            api("RemoveTagsFromResource", ResourceType="Parameter", ResourceId=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteParameter", Name=identity)
