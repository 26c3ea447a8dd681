"""The callers of LocalStack's own calls: a service by its principal, by a role that it assumed, or for its own caller.

LocalStack's services name themselves and the resource for which they act in the header of a call inside the engine.
A call without a name has no counterpart on AWS, and has no caller.
Reference: IAM user guide, reference_policies_elements_principal ("AWS service principals").
"""

from __future__ import annotations

from typing import Any

from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header

from sandbox.emulated.caller import Caller, CallerKind, Source
from sandbox.emulated.s3.buckets import owner_of
from sandbox.emulated.sts import sessions
from sandbox.gateway.authorization.on_behalf import HEADER, caller_of
from sandbox.iam.arn import Arn

SUFFIX = ".amazonaws.com"
_TOPIC = 6
"""Fields of a topic's ARN: a subscription's has one more, and SNS calls for the topic."""
_MANAGED_RULES = frozenset({"PutRule", "PutTargets", "RemoveTargets", "DeleteRule"})
"""By which an archive of EventBridge manages its own rule, which no policy of the customer is about."""

_ON_AWS = {
    ("logs", "firehose", "DescribeDeliveryStream"): "PutRecord",
    ("logs", "kinesis", "DescribeStream"): "PutRecord",
    ("logs", "lambda", "GetFunction"): "Invoke",
    ("secretsmanager", "lambda", "GetFunction"): "Invoke",
}
"""LocalStack's call by a service -> the operation with which AWS's service does the same: a test message."""


def service_caller(context: Any) -> Caller | None:
    """Return the caller of a call inside the engine; None for one that has no counterpart on AWS."""
    named = context.internal_request_params
    if named is None or context.operation is None:
        return None
    session = sessions.find(extract_access_key_id_from_auth_header(context.request.headers) or "")
    if session is not None:
        begun = session.caller.session
        return session.caller if begun is not None and begun.service is not None else None
    on_behalf = caller_of(context.request.headers.get(HEADER))
    if on_behalf is not None:
        return on_behalf
    service = named.get("service_principal")
    if not service or _by_service_linked_role(service, context):
        return None
    source = source_of(service, named)
    if source.account is None and context.operation.name == "AssumeRole":
        source = Source(source.arn, _account_of_role(context))  # a service assumes the roles of its resource's account
    return Caller(CallerKind.SERVICE, arn=service_principal(service), source=source)


def _account_of_role(context: Any) -> str | None:
    arn = Arn.parse(str((context.service_request or {}).get("RoleArn", "")))
    return arn.account if arn is not None else None


def operation_on_aws(caller: Caller | None, service: str, operation: str) -> str:
    """Return the operation that AWS's service calls where LocalStack's calls this one."""
    if caller is None:
        return operation
    by = caller.session.service if caller.session is not None else caller.arn
    return _ON_AWS.get(((by or "").removesuffix(SUFFIX), service, operation), operation)


def service_principal(name: str) -> str:
    """Return the service principal of LocalStack's name of a service, which lacks the domain."""
    return name if name.endswith(SUFFIX) else f"{name}{SUFFIX}"


def source_of(service: str, named: Any) -> Source:
    """Return the resource for which a service calls; one without an account in its ARN is a bucket."""
    text = named.get("source_arn")
    arn = Arn.parse(text) if text else None
    if arn is None:
        return Source()
    if service == "sns":
        text = ":".join(text.split(":")[:_TOPIC])
    return Source(text, arn.account or owner_of(arn.resource))


def _by_service_linked_role(service: str, context: Any) -> bool:
    """Return whether AWS's service makes the call with its service-linked role, or on a resource that it manages."""
    called, operation = context.service.service_name, context.operation.name
    if service == "events":
        return called == "events" and operation in _MANAGED_RULES
    return (service, called) == ("dynamodb", "kinesis")  # AWSServiceRoleForDynamoDBKinesisDataStreamsReplication
