"""Puts our handlers into LocalStack's chain, before a service answers."""

from __future__ import annotations

from localstack.aws import handlers

from sandbox.gateway import closed_accounts


def install() -> None:
    """Once, before the first request."""
    handlers.serve_custom_service_request_handlers.append(closed_accounts.shut_out)
