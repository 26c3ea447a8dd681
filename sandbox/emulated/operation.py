"""The decorator that declares an emulated operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

type Operation = Callable[[Any], dict[str, Any]]
"""Takes a `ServiceCall`; returns the response as boto3 would show it."""

MARK = "__aws_operations__"


def operation[F: Operation](*names: str) -> Callable[[F], F]:
    """Mark a function as the native implementation of the named operations of its folder's service."""

    def mark(function: F) -> F:
        setattr(function, MARK, names)
        return function

    return mark
