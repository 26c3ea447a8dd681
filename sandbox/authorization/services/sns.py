"""SNS: a batch needs the action of one message."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.encryption import READ_AND_WRITE, on_key
from sandbox.authorization.service_rules import ServiceRules


def _key(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements on the key of an encrypted topic.

    Reference: SNS developer guide, sns-key-management.
    """
    topic = str(call.parameters.get("TopicArn") or call.parameters.get("TargetArn") or "")
    if call.operation in ("Publish", "PublishBatch") and topic:
        yield from on_key(call, "kms:key-of-topic", topic, READ_AND_WRITE, {"aws:sns:topicArn": topic})


RULES = ServiceRules(
    beside=_key,
    actions={"PublishBatch": "Publish"},
    identifiers={"CreateTopic.topic": ("Name",)},
)
