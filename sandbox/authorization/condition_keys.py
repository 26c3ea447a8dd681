"""The condition keys of a call that follow from its parameters by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sandbox.authorization.call import OperationCall
from sandbox.authorization.parameters import folded
from sandbox.authorization.request_tags import request_tags

_NEVER_FROM_PARAMETERS = ("aws:",)


def parameter_keys(call: OperationCall, keys: Iterable[str], named: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    """Return the keys, of those that the action has, whose values the parameters hold, and the request's tags.

    A parameter holds a key where their names are the same, or the HTTP header that carries it is named so.
    """
    values = {folded(name): value for name, value in call.parameters.items()}
    values |= {folded(call.headers[name]): value for name, value in call.parameters.items() if name in call.headers}
    found = request_tags(call.parameters)
    for key in keys:
        service, _, name = key.partition(":")
        if f"{service}:" in _NEVER_FROM_PARAMETERS or "/" in name:
            continue
        for candidate in (*named.get(key, ()), name):
            shaped = _shape(values.get(folded(candidate)))
            if shaped is not None:
                found[key] = shaped
                break
    return found


def _shape(value: object) -> object:
    if isinstance(value, bool | str | int | float):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(item, str | int) for item in value):
        return list(value)
    return None
