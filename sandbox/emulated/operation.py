"""How an emulated operation is declared, and how it asks what would have answered without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.emulated.errors import NotEmulatedError

type Handler = Callable[[Any, dict[str, Any]], Any]
"""Takes LocalStack's request context and the parsed request; gives the response as boto3 would show it."""

MARK = "__aws_operations__"

_inner: dict[tuple[str, str], Handler] = {}


def operation[F: Handler](*names: str) -> Callable[[F], F]:
    """Mark a function as the native implementation of the named operations of its folder's service."""

    def mark(function: F) -> F:
        setattr(function, MARK, names)
        return function

    return mark


def inner(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Call what would have answered this operation without us: LocalStack's own provider, or moto.

    A `request` that differs from the one received is serialised anew; change it by making a new dict.
    """
    service, name = context.service.service_name, context.operation.name
    handler = _inner.get((service, name))
    if handler is None:
        raise NotEmulatedError(service, name)
    answer = handler(context, request)
    return answer if answer is not None else {}


def set_inner(service: str, name: str, handler: Handler) -> None:
    """Remember what answers an operation when no native function stands before it."""
    _inner[service, name] = handler
