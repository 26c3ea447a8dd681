"""Requirements on the keys of encrypted resources."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.authorization import OperationCall, Requirement, requirements
from sandbox.authorization.service_reference import reference_of
from sandbox.facts.action_catalogue import catalogue

REFERENCE = reference_of(catalogue().raw)

KEY = "arn:aws:kms:eu-west-1:222222222222:key/1"
QUEUE = "arn:aws:sqs:eu-west-1:111111111111:orders"


def needed(service: str, operation: str, keys: dict[tuple[str, str], str], **parameters: Any) -> list[Requirement]:
    """Return the requirements on KMS of a call, given the keys of what exists."""
    call = OperationCall(
        service=service,
        prefix=service,
        operation=operation,
        parameters=parameters,
        account="111111111111",
        region="eu-west-1",
        find=lambda kind, name: keys.get((kind, name)),
    )
    return [one for one in requirements(call, REFERENCE) if one.action.startswith("kms:")]


def test_the_service_calls_with_its_encryption_context_and_not_from_the_client() -> None:
    url = "http://127.0.0.1:4566/111111111111/orders"
    (found,) = needed("sqs", "ReceiveMessage", {("kms:key-of-queue", QUEUE): KEY}, QueueUrl=url)
    assert (found.action, found.resource) == ("kms:Decrypt", KEY)
    assert {key: value for key, value in found.context.items() if value is not None} == {
        "kms:ViaService": "sqs.eu-west-1.amazonaws.com",
        "kms:EncryptionContext:aws:sqs:arn": QUEUE,
        "kms:EncryptionContextKeys": ["aws:sqs:arn"],
        "aws:ViaAWSService": True,
    }
    lacking = {key for key, value in found.context.items() if value is None}
    assert {"aws:SourceIp", "aws:SourceVpce", "aws:UserAgent"} <= lacking
    assert needed("sqs", "ReceiveMessage", {}, QueueUrl=url) == []
    assert needed("sqs", "DeleteMessage", {("kms:key-of-queue", QUEUE): KEY}, QueueUrl=url, ReceiptHandle="1") == []


@pytest.mark.parametrize(
    ("operation", "parameters", "actions"),
    [
        ("PutObject", {}, ["kms:GenerateDataKey"]),
        ("PutObject", {"ServerSideEncryption": "AES256"}, []),
        ("PutObject", {"ServerSideEncryption": "aws:kms"}, []),
        ("PutObject", {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "own"}, ["kms:GenerateDataKey"]),
        ("PutObject", {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/aws/s3"}, []),
        ("GetObject", {}, ["kms:Decrypt"]),
        ("GetObject", {"VersionId": "1"}, []),
        ("HeadObject", {}, []),
        ("CopyObject", {"CopySource": "vault/a"}, ["kms:GenerateDataKey", "kms:Decrypt"]),
        ("UploadPart", {"UploadId": "u", "PartNumber": 1}, ["kms:Decrypt"]),
    ],
)
def test_operations_of_s3_use_the_key_of_what_they_read_and_write(
    operation: str, parameters: dict[str, Any], actions: list[str]
) -> None:
    keys = {
        ("kms:key-of-bucket", "vault"): KEY,
        ("kms:key-of-object", "vault/a"): KEY,
        ("kms:key-of-upload", "vault/u"): KEY,
        ("kms:customer-key", "own"): KEY,
    }
    found = needed("s3", operation, keys, Bucket="vault", Key="a", **parameters)
    assert [one.action for one in found] == actions
    assert all(one.context["kms:EncryptionContext:aws:s3:arn"] == "arn:aws:s3:::vault/a" for one in found)


def test_a_parameter_is_encrypted_by_its_tier() -> None:
    keys = {("kms:customer-key", "own"): KEY}
    given = {"Name": "/login", "Value": "x", "Type": "SecureString", "KeyId": "own"}
    (standard,) = needed("ssm", "PutParameter", keys, **given)
    (advanced,) = needed("ssm", "PutParameter", keys, **given, Tier="Advanced")
    assert (standard.action, advanced.action) == ("kms:Encrypt", "kms:GenerateDataKey")
    assert standard.context["kms:EncryptionContext:PARAMETER_ARN"] == (
        "arn:aws:ssm:eu-west-1:111111111111:parameter/login"
    )
