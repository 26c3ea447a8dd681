"""SQS: a queue's URL names its account and its name; a batch needs the action of one message.

Reference: SQS developer guide, sqs-overview-of-managing-access, and its API permissions reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlparse

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.encryption import READ, READ_AND_WRITE, on_key
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_rules import ServiceRules

_SINGLE = {
    "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
    "DeleteMessageBatch": "DeleteMessage",
    "SendMessageBatch": "SendMessage",
}

_WITH_REGION, _WITHOUT_REGION = 4, 2
"""Parts of the path of a queue's URL."""


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
    """Return the ARN of the queue that the engine finds by the URL or the name that a call gives."""
    url = str(call.parameters.get("QueueUrl") or "")
    account, region, name = _location(url) or (None, None, url or call.parameters.get("QueueName") or "*")
    owner = account or call.parameters.get("QueueOwnerAWSAccountId") or call.account
    return f"arn:{call.partition}:sqs:{region or call.region}:{owner}:{name}"


def _location(url: str) -> tuple[str, str | None, str] | None:
    """Return account, Region and name of a queue's URL; no Region where it has none, None for what is no such URL.

    The forms are `/queue/REGION/ACCOUNT/NAME` at any host, and `/ACCOUNT/NAME` at `sqs.REGION.`, `REGION.queue.`,
    `queue.` (us-east-1) or any other host. A query or a fragment is no part of the name.
    """
    parsed = urlparse(url.rstrip("/"))
    path, host = parsed.path.lstrip("/").split("/"), parsed.netloc.split(".")
    if len(path) == _WITH_REGION and path[0] == "queue":
        return path[2], path[1], path[3]
    if len(path) != _WITHOUT_REGION:
        return None
    region = None
    if host[0] == "sqs" and len(host) > 1:
        region = host[1]
    elif len(host) > 1 and host[1] == "queue":
        region = host[0]
    elif host[0].startswith("queue"):
        region = "us-east-1"
    return path[0], region, path[1]


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
