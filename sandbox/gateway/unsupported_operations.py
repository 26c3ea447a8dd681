"""Refusals of LocalStack and moto without the operation's name, or about licence plans: renamed to match ours."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from localstack.aws.api import CommonServiceException
from localstack.aws.catalog_exceptions import AwsServiceAvailabilityException

from sandbox.emulated.errors import NotEmulatedError
from sandbox.gateway.aws_error import answer, exception


def rename_refusal(_chain: Any, context: Any, response: Any) -> None:
    """Replace a refusal of an operation that is not implemented by one that names the operation and the service."""
    refused = context.service_exception
    if not isinstance(refused, CommonServiceException) or refused.status_code != HTTPStatus.NOT_IMPLEMENTED:
        return
    if refused.message.startswith(NotEmulatedError.BEGINNING):
        return
    reason = "" if isinstance(refused, AwsServiceAvailabilityException) else refused.message
    error = NotEmulatedError(context.service.service_name, context.operation.name, reason)
    context.service_exception = exception(error)
    answer(context, response, context.service_exception)
