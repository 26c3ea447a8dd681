"""Refuses by name what would be answered with success though it is not done."""

from __future__ import annotations

from typing import Any

from localstack.aws.api import CommonServiceException

from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.stub_operations import refused


def refuse(_chain: Any, context: Any, _response: Any) -> None:
    """Before the service is asked."""
    if context.service is None or context.operation is None:
        return
    service, operation = context.service.service_name, context.operation.name
    if (why := refused(service, operation)) is not None:
        error = NotEmulatedError(service, operation, why)
        raise CommonServiceException(error.code, error.message, error.status)
