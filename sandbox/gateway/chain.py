"""Puts our handlers into LocalStack's chain: before a service answers, and after it has."""

from __future__ import annotations

from localstack.aws import handlers

from sandbox.gateway import closed_accounts, stub_operations
from sandbox.gateway.recording import Recorder


def install() -> None:
    """Once, before the first request."""
    for handler in (closed_accounts.shut_out, stub_operations.refuse):
        handlers.serve_custom_service_request_handlers.append(handler)
    handlers.run_custom_response_handlers.append(Recorder().record)
