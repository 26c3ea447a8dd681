"""Policies of resources are checked when they are written, through the engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import Client, People, allow, refused

pytestmark = pytest.mark.engine

type Write = Callable[[str], Any]
type Writer = Callable[[Callable[[str], Any], str], tuple[Write, str]]


def bucket(client: Callable[[str], Any], account: str) -> tuple[Write, str]:
    name = f"policies-{account}"
    client("s3").create_bucket(Bucket=name)
    return lambda text: client("s3").put_bucket_policy(Bucket=name, Policy=text), f"arn:aws:s3:::{name}/*"


def queue(client: Callable[[str], Any], account: str) -> tuple[Write, str]:
    url = client("sqs").create_queue(QueueName="orders")["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:{account}:orders"
    return lambda text: client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": text}), arn


def new_queue(client: Callable[[str], Any], account: str) -> tuple[Write, str]:
    arn = f"arn:aws:sqs:us-east-1:{account}:orders"
    return lambda text: client("sqs").create_queue(QueueName="orders", Attributes={"Policy": text}), arn


def topic(client: Callable[[str], Any], _account: str) -> tuple[Write, str]:
    arn = client("sns").create_topic(Name="orders")["TopicArn"]
    return (
        lambda text: client("sns").set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=text),
        arn,
    )


def key(client: Callable[[str], Any], _account: str) -> tuple[Write, str]:
    made = client("kms").create_key()["KeyMetadata"]["KeyId"]
    return lambda text: client("kms").put_key_policy(KeyId=made, PolicyName="default", Policy=text), "*"


def new_key(client: Callable[[str], Any], _account: str) -> tuple[Write, str]:
    return lambda text: client("kms").create_key(Policy=text), "*"


def secret(client: Callable[[str], Any], _account: str) -> tuple[Write, str]:
    made = client("secretsmanager").create_secret(Name="pin", SecretString="1234")["ARN"]
    return lambda text: client("secretsmanager").put_resource_policy(SecretId=made, ResourcePolicy=text), made


def log_groups(client: Callable[[str], Any], account: str) -> tuple[Write, str]:
    arn = f"arn:aws:logs:us-east-1:{account}:log-group:*"
    return lambda text: client("logs").put_resource_policy(policyName="p", policyDocument=text), arn


CASES = [
    (bucket, "MalformedPolicy", "MalformedPolicy", 20_480),
    (queue, "InvalidAttributeValue", "OverLimit", 8_192),
    (new_queue, "InvalidAttributeValue", "OverLimit", 8_192),
    (topic, "InvalidParameter", "InvalidParameter", 30_720),
    (key, "MalformedPolicyDocumentException", "LimitExceededException", 32_768),
    (new_key, "MalformedPolicyDocumentException", "LimitExceededException", 32_768),
    (secret, "MalformedPolicyDocumentException", "InvalidParameterException", 20_480),
    (log_groups, "InvalidParameterException", "InvalidParameterException", 5_120),
]


def statement(account: str, resource: str, **changes: Any) -> dict[str, Any]:
    principal = {"AWS": f"arn:aws:iam::{account}:root"}
    return {"Effect": "Allow", "Principal": principal, "Action": "*", "Resource": resource} | changes


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


@pytest.mark.parametrize(("make", "malformed", "too_large", "size"), CASES)
def test_policies_that_a_service_does_not_take(
    client: Client, account: str, *, make: Writer, malformed: str, too_large: str, size: int
) -> None:
    write, resource = make(lambda service: client(service, account=account), account)
    valid = statement(account, resource)
    nameless = {name: value for name, value in valid.items() if name != "Principal"}
    for text in ("{", document(), document(nameless), document(valid | {"Effect": "Perhaps"})):
        assert refused(write, text=text)[0] == malformed, text
    assert refused(write, text=document(valid).ljust(size + 1))[0] == too_large
    write(document(valid))


def test_the_messages_of_s3(client: Client, account: str) -> None:
    write, resource = bucket(lambda service: client(service, account=account), account)
    assert refused(write, text="{")[1] == "Policies must be valid JSON and the first byte must be '{'"
    assert refused(write, text=document())[1] == "Could not parse the policy: Statement is empty!"
    assert refused(write, text=document(statement(account, resource)).ljust(20_481))[1] == (
        "Normalized policy document exceeds the maximum allowed size of 20480 bytes"
    )


def test_a_denied_caller_is_refused_before_its_document_is_read(client: Client, account: str) -> None:
    people = People(client, account)
    client("sqs", account=account).create_queue(QueueName="orders")
    ann = people.user("ann", allow("sqs:GetQueueUrl"))("sqs")
    url = ann.get_queue_url(QueueName="orders")["QueueUrl"]
    assert refused(ann.set_queue_attributes, QueueUrl=url, Attributes={"Policy": "{"})[0] == "AccessDenied"
