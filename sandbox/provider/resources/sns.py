"""SNS: topics and subscriptions."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Document, Flag, Number, Text, WrittenFlag
from sandbox.provider.values import Values

ATTRIBUTES = {
    "displayName": "DisplayName",
    "policy": "Policy",
    "kmsMasterKeyId": "KmsMasterKeyId",
    "contentBasedDeduplication": "ContentBasedDeduplication",
}


class Topic(ResourceType):
    """A topic; its attributes are set one by one."""

    token = "aws:sns/topic:Topic"
    service = "sns"
    identity = "{arn}"
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), named=80, suffix=("fifoTopic", ".fifo"), prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "displayName": Input(Text(), "DisplayName"),
        "policy": Input(Document(), "Policy", computed=True),
        "kmsMasterKeyId": Input(Text(), "KmsMasterKeyId"),
        "fifoTopic": Input(WrittenFlag(), "FifoTopic", default=False, replaces=True),
        "contentBasedDeduplication": Input(WrittenFlag(), "ContentBasedDeduplication", default=False),
        "arn": Output(member="TopicArn", plan="arn:{partition}:sns:{region}:{account}:{name}"),
        "beginningArchiveTime": Output(member="BeginningArchiveTime", plan=None),
        "owner": Output(member="Owner", plan="{account}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        name, fifo = inputs["name"], inputs["fifoTopic"]
        problems = []
        if isinstance(name, str) and isinstance(fifo, bool) and name.endswith(".fifo") != fifo:
            problems.append(("name", "ends in .fifo where fifoTopic is true, and nowhere else"))
        if inputs["contentBasedDeduplication"] is True and fifo is False:
            problems.append(("contentBasedDeduplication", "needs fifoTopic"))
        return problems

    def create(self, api: Api, inputs: Values) -> str:
        attributes = self.request(inputs)
        if not inputs["fifoTopic"]:
            attributes = {
                name: value
                for name, value in attributes.items()
                if name not in ("FifoTopic", "ContentBasedDeduplication")
            }
        topic = api("CreateTopic", Name=inputs["name"], Attributes=attributes, Tags=pairs(inputs.get("tagsAll") or {}))
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
                value: Any = self.request(inputs, name).get(attribute, "")
                api("SetTopicAttributes", TopicArn=identity, AttributeName=attribute, AttributeValue=value)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", ResourceArn=identity, Tags=pairs(put))
        if drop:
            api("UntagResource", ResourceArn=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteTopic", TopicArn=identity)


class TopicSubscription(ResourceType):
    """A subscription of a topic; one of an email address has no ARN until it is confirmed."""

    token = "aws:sns/topicSubscription:TopicSubscription"
    service = "sns"
    identity = "{topic}:{uuid}"
    gone = ("InvalidParameter",)
    properties: ClassVar = {
        "topic": Input(Text(), "TopicArn", required=True, replaces=True),
        "protocol": Input(Text(), "Protocol", required=True, replaces=True),
        "endpoint": Input(Text(), "Endpoint", required=True, replaces=True),
        "rawMessageDelivery": Input(Flag(), default=False),
        "filterPolicy": Input(Document(), "FilterPolicy"),
        "confirmationTimeoutInMinutes": Input(Number(), default=1, unread=True),
        "endpointAutoConfirms": Input(Flag(), default=False, unread=True),
        "arn": Output(member="SubscriptionArn", plan="{id}"),
        "confirmationWasAuthenticated": Output(Flag(), plan=True),
        "ownerId": Output(member="Owner", plan="{account}"),
        "pendingConfirmation": Output(Flag(), plan=lambda plan: str(plan.values["protocol"]).startswith("email")),
    }

    def create(self, api: Api, inputs: Values) -> str:
        attributes = self.request(inputs, "filterPolicy")
        if inputs.get("rawMessageDelivery"):
            attributes["RawMessageDelivery"] = "true"
        made = api(
            "Subscribe",
            **self.request(inputs, "topic", "protocol", "endpoint"),
            Attributes=attributes or None,
            ReturnSubscriptionArn=True,
        )
        return str(made["SubscriptionArn"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetSubscriptionAttributes", SubscriptionArn=identity)
        if found is None:
            return None
        attributes = found["Attributes"]
        return {
            **self.state(attributes),
            "rawMessageDelivery": attributes.get("RawMessageDelivery") == "true",
            "confirmationWasAuthenticated": attributes.get("ConfirmationWasAuthenticated") == "true",
            "pendingConfirmation": attributes.get("PendingConfirmation") == "true",
        }

    @updates("filterPolicy", "rawMessageDelivery")
    def set_attributes(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api(
            "SetSubscriptionAttributes",
            SubscriptionArn=identity,
            AttributeName="FilterPolicy",
            AttributeValue=inputs.get("filterPolicy") or "{}",
        )
        api(
            "SetSubscriptionAttributes",
            SubscriptionArn=identity,
            AttributeName="RawMessageDelivery",
            AttributeValue="true" if inputs.get("rawMessageDelivery") else "false",
        )

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("Unsubscribe", SubscriptionArn=identity)
