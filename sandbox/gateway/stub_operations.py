"""Refuse by name the operations that LocalStack or moto answers with success without an effect."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.stub_operations import refused
from sandbox.gateway.aws_error import exception


def refuse(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse a stub operation before its service runs."""
    if context.service is None or context.operation is None:
        return
    service, operation = context.service.service_name, context.operation.name
    if (reason := refused(service, operation)) is not None:
        raise exception(NotEmulatedError(service, operation, reason))
