"""Refuse policies of resources that are too large or malformed when they are written, as each service does.

IAM and Organizations check their own policies where they are kept (`sandbox/emulated`).
Reference: the errors of each operation in the services' API references; quotas: S3 user guide, add-bucket-policy;
SQS developer guide, quotas-policies; SNS, KMS, Secrets Manager and CloudWatch Logs, quotas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.gateway.aws_error import exception
from sandbox.iam.resource_document_check import check_resource_policy

type Parameters = Mapping[str, Any]
type Read = Callable[[Parameters], object]


def _member(name: str) -> Read:
    return lambda parameters: parameters.get(name)


def _attribute(parameters: Parameters) -> object:
    """Return the policy among the attributes of a queue or topic."""
    return (parameters.get("Attributes") or {}).get("Policy")


def _set_attribute(parameters: Parameters) -> object:
    return parameters.get("AttributeValue") if parameters.get("AttributeName") == "Policy" else None


@dataclass(frozen=True)
class _Service:
    """How a service refuses policies."""

    operations: Mapping[str, Read]
    """Operation -> what reads the policy from its parameters."""
    malformed: Callable[[str], AwsError]
    """The error, given the common message."""
    bytes_at_most: int
    too_large: AwsError


def _s3(message: str) -> AwsError:
    if message == "This policy contains invalid Json":
        message = "Policies must be valid JSON and the first byte must be '{'"
    return AwsError("MalformedPolicy", message)


_SERVICES: Mapping[str, _Service] = {
    "kms": _Service(
        {name: _member("Policy") for name in ("CreateKey", "PutKeyPolicy", "ReplicateKey")},
        lambda message: AwsError("MalformedPolicyDocumentException", message),
        32_768,
        AwsError("LimitExceededException", "The key policy exceeds the maximum size of 32768 bytes."),
    ),
    "logs": _Service(
        {"PutResourcePolicy": _member("policyDocument")},
        lambda message: AwsError("InvalidParameterException", message),
        5_120,
        AwsError("InvalidParameterException", "The resource policy exceeds the maximum size of 5120 bytes."),
    ),
    "s3": _Service(
        {"PutBucketPolicy": _member("Policy")},
        _s3,
        20_480,
        _s3("Normalized policy document exceeds the maximum allowed size of 20480 bytes"),
    ),
    "secretsmanager": _Service(
        {"PutResourcePolicy": _member("ResourcePolicy")},
        lambda message: AwsError("MalformedPolicyDocumentException", message),
        20_480,
        AwsError("InvalidParameterException", "The resource policy exceeds the maximum size of 20480 bytes."),
    ),
    "sns": _Service(
        {"CreateTopic": _attribute, "SetTopicAttributes": _set_attribute},
        lambda message: AwsError("InvalidParameter", f"Invalid parameter: Policy Error: {message}"),
        30_720,
        AwsError("InvalidParameter", "Invalid parameter: Policy Error: it exceeds the maximum size of 30720 bytes"),
    ),
    "sqs": _Service(
        {"CreateQueue": _attribute, "SetQueueAttributes": _attribute},
        lambda _: AwsError("InvalidAttributeValue", "Invalid value for the parameter Policy."),
        8_192,
        AwsError("OverLimit", "Submitted policy is over max allowed size.", HTTPStatus.FORBIDDEN),
    ),
}


def refuse(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse a call that writes a policy which its service does not take; an empty one removes the policy."""
    if context.is_internal_call or context.service is None or context.operation is None:
        return
    service = _SERVICES.get(context.service.service_name)
    read = service.operations.get(context.operation.name) if service is not None else None
    text = read(context.service_request or {}) if read is not None else None
    if service is None or not isinstance(text, str) or not text:
        return
    if len(text.encode()) > service.bytes_at_most:
        raise exception(service.too_large)
    refusal = check_resource_policy(text)
    if refusal is not None:
        raise exception(service.malformed(refusal.message))
