"""SQS: queues and queue policies."""

from typing import Any, ClassVar, override

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Document, Number, Text, WrittenFlag
from sandbox.provider.values import Values

GONE = ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist")


class TextNumber(Number):
    """A number in the provider, a string in SQS."""

    @override
    def encode(self, value: Any) -> Any:
        return str(int(value))

    @override
    def decode(self, value: Any) -> Any:
        return int(value)


class Queue(ResourceType):
    """A queue; all but its name and its type (FIFO or standard) change in place."""

    token = "aws:sqs/queue:Queue"
    service = "sqs"
    tagged = True
    gone = GONE
    # SQS refuses the name for 60 seconds after the queue's deletion.
    eventual = ("AWS.SimpleQueueService.QueueDeletedRecently", "QueueDeletedRecently")
    identity = "https://sqs.{region}.{suffix}/{account}/{name}"
    properties: ClassVar = {
        "name": Input(Text(), named=80, suffix=("fifoQueue", ".fifo"), prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "fifoQueue": Input(WrittenFlag(), "FifoQueue", default=False, replaces=True),
        "contentBasedDeduplication": Input(WrittenFlag(), "ContentBasedDeduplication", default=False),
        "delaySeconds": Input(TextNumber(0, 900), "DelaySeconds", default=0),
        "maxMessageSize": Input(TextNumber(1024, 1048576), "MaximumMessageSize", default=262144),
        "messageRetentionSeconds": Input(TextNumber(60, 1209600), "MessageRetentionPeriod", default=345600),
        "receiveWaitTimeSeconds": Input(TextNumber(0, 20), "ReceiveMessageWaitTimeSeconds", default=0),
        "visibilityTimeoutSeconds": Input(TextNumber(0, 43200), "VisibilityTimeout", default=30),
        "kmsMasterKeyId": Input(Text(), "KmsMasterKeyId"),
        "policy": Input(Document(), "Policy", computed=True, plan=None),
        "redrivePolicy": Input(Document(), "RedrivePolicy", computed=True, plan=None),
        "arn": Output(member="QueueArn", plan="arn:{partition}:sqs:{region}:{account}:{name}"),
        "url": Output(plan="{id}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        name, fifo = inputs["name"], inputs["fifoQueue"]
        problems = []
        if isinstance(name, str) and isinstance(fifo, bool) and name.endswith(".fifo") != fifo:
            problems.append(("name", "ends in .fifo where fifoQueue is true, and nowhere else"))
        if inputs["contentBasedDeduplication"] is True and fifo is False:
            problems.append(("contentBasedDeduplication", "needs fifoQueue"))
        return problems

    def _attributes(self, inputs: Values, *names: str) -> Values:
        """Return a queue's attributes. SQS refuses those of FIFO queues on any other, even with the value false."""
        attributes = self.request(inputs, *names)
        ordered = ("FifoQueue", "ContentBasedDeduplication")
        return {name: value for name, value in attributes.items() if inputs["fifoQueue"] or name not in ordered}

    def create(self, api: Api, inputs: Values) -> str:
        tags = inputs["tagsAll"] or None
        return str(
            api("CreateQueue", QueueName=inputs["name"], Attributes=self._attributes(inputs), tags=tags)["QueueUrl"]
        )

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetQueueAttributes", QueueUrl=identity, AttributeNames=["All"])
        if found is None:
            return None
        tags = api("ListQueueTags", QueueUrl=identity).get("Tags") or {}
        name = identity.rpartition("/")[2]
        return {**self.state(found["Attributes"]), "name": name, "url": identity, "tagsAll": tags}

    @updates(*(name for name, known in properties.items() if isinstance(known, Input) and not known.replaces))
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        changed = [name for name in self.inputs() if inputs.get(name) != old.get(name)]
        members = {known.member: "" for name, known in self.inputs().items() if name in changed and known.member}
        api("SetQueueAttributes", QueueUrl=identity, Attributes={**members, **self._attributes(inputs, *changed)})

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagQueue", QueueUrl=identity, Tags=put)
        if drop:
            api("UntagQueue", QueueUrl=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteQueue", QueueUrl=identity)


class QueuePolicy(ResourceType):
    """The policy of a queue whose own `policy` is not set."""

    token = "aws:sqs/queuePolicy:QueuePolicy"
    service = "sqs"
    identity = "{queueUrl}"
    gone = GONE
    delete_first = True
    properties: ClassVar = {
        "queueUrl": Input(Text(), required=True, replaces=True),
        "policy": Input(Document(), required=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        self.rewrite(api, inputs["queueUrl"], inputs, {})
        return str(inputs["queueUrl"])

    @updates("policy")
    def rewrite(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        policy = Document().encode(inputs["policy"])
        api("SetQueueAttributes", QueueUrl=identity, Attributes={"Policy": policy})

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetQueueAttributes", QueueUrl=identity, AttributeNames=["Policy"])
        policy = (found or {}).get("Attributes", {}).get("Policy")
        return {"queueUrl": identity, "policy": policy} if policy else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("SetQueueAttributes", QueueUrl=identity, Attributes={"Policy": ""})
