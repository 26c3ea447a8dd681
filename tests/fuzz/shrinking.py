"""Shrink a request to the smallest one that still shows a difference."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.fuzz.generator import FULL, GeneratedRequest
from tests.fuzz.pools import HOME

_LAYERS = ("endpoint", "rcps", "scps", "session", "boundaries", "resource_policy", "identity", "context")
_FLAGS = ("principal_in_management_account", "resource_in_management_account")
_PLAIN_USER = f"arn:aws:iam::{HOME}:user/ann"
_ELEMENTS = ("Action", "NotAction", "Resource", "NotResource")


def shrink(request: GeneratedRequest, differs: Callable[[GeneratedRequest], bool]) -> GeneratedRequest:
    """Return the request without everything that the difference does not need."""
    smallest = request
    cut = True
    while cut:
        cut = False
        for smaller in _smaller(smallest):
            if differs(smaller):
                smallest, cut = smaller, True
                break
    return smallest


def _smaller(request: GeneratedRequest) -> Iterator[GeneratedRequest]:
    for name in (*_LAYERS, *_FLAGS):
        if request.get(name):
            yield {key: value for key, value in request.items() if key != name} | (
                {"context": {}} if name == "context" else {}
            )
    if request["principal"] != _PLAIN_USER and not request.get("session"):
        yield {**request, "principal": _PLAIN_USER}
    if request["resource_account"] != HOME and request["resource"].startswith("arn:aws:s3"):
        yield {**request, "resource_account": HOME}
    for path in _paths(request):
        yield from _changed(request, path)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the paths inside a value, the outer ones first."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    steps = [((*path, step), part) for step, part in inside]
    for step, _ in steps:
        yield step
    for step, part in steps:
        yield from _paths(part, step)


def _changed(request: GeneratedRequest, path: tuple[Any, ...]) -> Iterator[GeneratedRequest]:
    """Yield requests that are simpler at one path."""
    *above, last = path
    if not above:
        return
    holder = _at(request, above)
    if isinstance(holder, list):
        yield from _shorter(request, above, last)
    elif isinstance(holder, dict):
        yield from _plainer(request, above, last)


def _shorter(request: GeneratedRequest, above: list[Any], last: int) -> Iterator[GeneratedRequest]:
    """Yield the request without one item of a list, and with a list of one string as the string."""
    holder = _at(request, above)
    whole = above[-1] == "Statement" or above[0] == "context" or _inside_statement(above)
    if len(holder) > 1 or not whole:
        yield _edited(request, above, lambda there: there.pop(last))
    if len(holder) == 1 and isinstance(holder[0], str) and _inside_statement(above):
        yield _edited(request, above[:-1], lambda there: there.__setitem__(above[-1], holder[0]))


def _plainer(request: GeneratedRequest, above: list[Any], last: str) -> Iterator[GeneratedRequest]:
    """Yield the request without a condition or a key, and with a simpler element."""
    holder = _at(request, above)
    alone = len(holder) == 1 and "Condition" in above
    if (last == "Condition" or "Condition" in above or above == ["context"]) and not alone:
        yield _edited(request, above, lambda there: there.pop(last))
    if above[0] == "rcps" and last in ("Action", "NotAction"):
        return  # AWS refuses an RCP with Action *
    if last in _ELEMENTS and holder[last] != "*":
        yield _edited(request, above, lambda there: there.__setitem__(last, "*"))
    if last in ("NotAction", "NotResource"):
        yield _edited(request, above, lambda there: (there.pop(last), there.__setitem__(last[3:], "*")))
    named = above[0] in ("resource_policy", "rcps", "endpoint")
    if last == "Statement" and holder[last] != FULL["Statement"] and not named:
        yield _edited(request, above, lambda there: there.__setitem__(last, copy.deepcopy(FULL["Statement"])))


def _inside_statement(path: list[Any]) -> bool:
    return bool(path) and (
        path[-1] in _ELEMENTS or "Condition" in path or "Principal" in path or "NotPrincipal" in path
    )


def _at(value: Any, path: list[Any]) -> Any:
    for step in path:
        value = value[step]
    return value


def _edited(request: GeneratedRequest, path: list[Any], edit: Callable[[Any], object]) -> GeneratedRequest:
    changed = copy.deepcopy(request)
    edit(_at(changed, path))
    return changed
