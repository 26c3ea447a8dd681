"""Declares operations of Direct Connect and of transit gateways as functions of a `Call` and a request."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sandbox.emulated.hybrid.call import Call
from sandbox.emulated.operation import operation

type Served = Callable[[Call, dict[str, Any]], dict[str, Any]]

OPEN = "sandbox.emulated.hybrid.store"
"""Where the engine opens a call. Named, not imported: it knows LocalStack, what is served does not."""


def opened(context: Any) -> AbstractContextManager[Call]:
    """The world as the request's caller meets it, locked for as long as it is open."""
    call: AbstractContextManager[Call] = importlib.import_module(OPEN).opened(context)
    return call


def served(*names: str) -> Callable[[Served], Callable[..., dict[str, Any]]]:
    """Register the function as the named operations; `function.__wrapped__` stays the pure one."""

    def mark(function: Served) -> Callable[..., dict[str, Any]]:
        @operation(*names)
        @functools.wraps(function)
        def at_the_engine(context: Any, request: dict[str, Any]) -> dict[str, Any]:
            with opened(context) as call:
                return function(call, request)

        return at_the_engine

    return mark
