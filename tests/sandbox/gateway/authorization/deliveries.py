"""Queues whose policies admit services, and what arrives in them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.denials.call import DeniedCall
from sandbox.engine import Engine, denied_calls
from tests.sandbox.gateway.authorization.people import policy

type Owner = Callable[[str], Any]
"""Returns clients of an account's administrator."""

PATIENCE = 10
"""Seconds that a delivery, which LocalStack makes in a thread of its own, may take on a busy machine."""


def admit(service: str, action: str, resource: str, **condition: Mapping[str, Any]) -> str:
    """Return a resource policy for a service principal."""
    principal = {"Service": f"{service}.amazonaws.com"}
    found = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": resource}
    return policy(found | ({"Condition": condition} if condition else {}))


def service_role(owner: Owner, name: str, service: str, *statements: Mapping[str, Any], **condition: Any) -> str:
    """Return the ARN of a role that a service may assume, on conditions."""
    iam = owner("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = policy(trust | ({"Condition": condition} if condition else {}))
    arn = str(iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"])
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*statements))
    return arn


class Queue:
    """A queue of an account."""

    def __init__(self, owner: Owner, name: str = "orders") -> None:
        self.sqs = owner("sqs")
        self.url = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        self.arn = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]

    def admit(self, service: str, **condition: Mapping[str, Any]) -> None:
        """Let a service send messages, on conditions."""
        self.set_policy(admit(service, "sqs:SendMessage", self.arn, **condition))

    def set_policy(self, document: str) -> None:
        self.sqs.set_queue_attributes(QueueUrl=self.url, Attributes={"Policy": document})

    def receive(self, seconds: int = PATIENCE) -> list[Any]:
        """Return the bodies of the messages that are there, or arrive within so many seconds."""
        found = self.sqs.receive_message(QueueUrl=self.url, WaitTimeSeconds=seconds, MaxNumberOfMessages=10)
        bodies = []
        for message in found.get("Messages", ()):
            self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
            bodies.append(json.loads(message["Body"]))
        return bodies


def denials(engine: Engine, account: str) -> list[DeniedCall]:
    """Return the denied calls of an account's principals, and on behalf of its resources."""
    kept = denied_calls(engine.endpoint, engine.token) or ()
    return [call for call in map(DeniedCall.from_json, kept) if call.account == account]


def denial(engine: Engine, account: str, action: str, service: str | None = None) -> DeniedCall:
    """Return the last denied request for an action on behalf of an account's resources; wait for it.

    With a service, only one by its service principal.
    """
    principal = f"{service}.amazonaws.com" if service else None
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for call in reversed(denials(engine, account)):
            request = call.request
            if request is None or request.action != action:
                continue
            if principal in (None, request.principal):
                return call
        time.sleep(0.1)
    raise AssertionError(f"no denied {action} on behalf of {account}")
