"""Errors of AWS in LocalStack's terms: as an exception, and written into a response."""

from __future__ import annotations

from typing import Any

from localstack.aws.api import CommonServiceException
from localstack.aws.protocol.serializer import create_serializer

from sandbox.emulated.errors import AwsError


def exception(error: AwsError) -> CommonServiceException:
    """Return the error as an exception that LocalStack serializes; of its own class, since CBOR names the class."""
    named: type[CommonServiceException] = type(error.code, (CommonServiceException,), {})
    raised = named(error.code, error.message, int(error.status), error.sender_fault)
    for member, value in error.fields.items():
        setattr(raised, member, value)
    return raised


def answer(context: Any, response: Any, error: CommonServiceException) -> None:
    """Serialize the error for the service of the request."""
    service = context.service
    # the serializer needs an operation only for its service's model, so any will do where the request names none
    operation = context.operation or service.operation_model(service.operation_names[0])
    serializer = create_serializer(service, context.protocol or service.protocol)
    response.update_from(
        serializer.serialize_error_to_response(error, operation, context.request.headers, context.request_id)
    )
