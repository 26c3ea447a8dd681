"""SNS."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.declaration import Input, Output, ResourceType, updates
from sandbox.provider.kinds import Document, Text
from sandbox.provider.values import Values

ATTRIBUTES = {"displayName": "DisplayName", "policy": "Policy", "kmsMasterKeyId": "KmsMasterKeyId"}


class Topic(ResourceType):
    """A topic; its attributes change one by one."""

    token = "aws:sns/topic:Topic"
    service = "sns"
    identity = "{arn}"
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), named=256, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "displayName": Input(Text(), "DisplayName"),
        "policy": Input(Document(), "Policy", computed=True),
        "kmsMasterKeyId": Input(Text(), "KmsMasterKeyId"),
        "arn": Output(member="TopicArn", plan="arn:{partition}:sns:{region}:{account}:{name}"),
        "beginningArchiveTime": Output(member="BeginningArchiveTime", plan=None),
        "owner": Output(member="Owner", plan="{account}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        topic = api(
            "CreateTopic", Name=inputs["name"], Attributes=self.request(inputs), Tags=pairs(inputs.get("tagsAll") or {})
        )
        return str(topic["TopicArn"])

    def read(self, api: Api, identity: str) -> Values | None:
        topic = api.find("GetTopicAttributes", TopicArn=identity)
        if topic is None:
            return None
        tags = api("ListTagsForResource", ResourceArn=identity)["Tags"]
        return {**self.state(topic["Attributes"]), "name": identity.rsplit(":", 1)[-1], "tagsAll": unpaired(tags)}

    @updates(*ATTRIBUTES)
    def set_attributes(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        for name, attribute in ATTRIBUTES.items():
            if inputs.get(name) != old.get(name):
                value: Any = inputs.get(name) or ""
                api("SetTopicAttributes", TopicArn=identity, AttributeName=attribute, AttributeValue=value)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", ResourceArn=identity, Tags=pairs(put))
        if drop:
            api("UntagResource", ResourceArn=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteTopic", TopicArn=identity)
