"""SQS: a queue's URL names its account and its name; a batch needs the action of one message.

Reference: SQS developer guide, sqs-overview-of-managing-access, and its API permissions reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.encryption import READ, READ_AND_WRITE, on_key
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_rules import ServiceRules

_SINGLE = {
    "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
    "DeleteMessageBatch": "DeleteMessage",
    "SendMessageBatch": "SendMessage",
}

_PARTS = 4
"""Of the path of a queue's URL that has a Region."""


def _on_queue(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirement of an operation on a queue."""
    given = call.parameters
    arn = given.get("SourceArn") or call.find("sqs:task", str(given.get("TaskHandle", ""))) or _arn(call)
    context = request_tags(given)
    yield Requirement(f"sqs:{_SINGLE.get(call.operation, call.operation)}", arn, context)
    if context and call.operation == "CreateQueue":
        yield Requirement("sqs:TagQueue", arn, context)
    if given.get("DestinationArn"):
        yield Requirement("sqs:SendMessage", str(given["DestinationArn"]))


def _arn(call: OperationCall) -> str:
    """Return the ARN of the queue; a URL of the form `/queue/REGION/ACCOUNT/NAME` has the queue's Region."""
    path = [part for part in str(call.parameters.get("QueueUrl", "")).partition("://")[2].split("/")[1:] if part]
    region = path[1] if len(path) == _PARTS and path[0] == "queue" else call.region
    digits = [part for part in path if part.isdigit() and len(part) == len(call.account)]
    account = digits[0] if digits else str(call.parameters.get("QueueOwnerAWSAccountId") or call.account)
    name = path[-1] if path else call.parameters.get("QueueName") or "*"
    return f"arn:{call.partition}:sqs:{region}:{account}:{name}"


def _all_queues(_call: OperationCall) -> Iterator[Requirement]:
    yield Requirement("sqs:ListQueues")


_SENDS = ("SendMessage", "SendMessageBatch")


def _key(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements on the key of an encrypted queue.

    Reference: SQS developer guide, sqs-key-management (permissions of producers and consumers).
    """
    if call.operation in (*_SENDS, "ReceiveMessage"):
        actions = READ_AND_WRITE if call.operation in _SENDS else READ
        arn = _arn(call)
        yield from on_key(call, "kms:key-of-queue", arn, actions, {"aws:sqs:arn": arn})


RULES = ServiceRules(special={"ListQueues": _all_queues, "*": _on_queue}, beside=_key)
