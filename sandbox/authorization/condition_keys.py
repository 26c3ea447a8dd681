"""The condition keys of a call that follow from its parameters by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sandbox.authorization.call import OperationCall
from sandbox.authorization.parameters import folded
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_reference import ActionEntry, ServiceEntry

_ACTIONS = 4096
"""Actions whose keys are kept apart: more than a large program calls."""


def parameter_keys(
    call: OperationCall, keys: frozenset[str], named: Mapping[str, tuple[str, ...]]
) -> dict[str, object]:
    """Return the keys, of those that the action has, whose values the parameters hold, and the request's tags.

    A parameter holds a key where their names are the same, or the HTTP header that carries it is named so.
    """
    values = {folded(name): value for name, value in call.parameters.items()}
    values |= {folded(call.headers[name]): value for name, value in call.parameters.items() if name in call.headers}
    found = request_tags(call.parameters)
    for key, name in _from_parameters(keys):
        for candidate in (*named.get(key, ()), name):
            shaped = _shape(values.get(folded(candidate)))
            if shaped is not None:
                found[key] = shaped
                break
    return found


def keys_on_resource(
    context: Mapping[str, object], entry: ServiceEntry, action: ActionEntry, resource: str
) -> Mapping[str, object]:
    """Return the keys of a call that one of its resources has: those of the action's row for the resource's type.

    `ec2:InstanceType` of RunInstances is a key of the instance, and absent for its subnet and image.
    """
    if len(action.types) < 2:  # noqa: PLR2004 - all keys are those of the one type
        return context
    kind = next((kind for kind in action.types if entry.formats[kind].matches(resource)), None)
    if kind is None:
        return context
    listed = action.keys_of_type[kind]
    return {key: value for key, value in context.items() if key.startswith("aws:") or key in listed}


@lru_cache(maxsize=_ACTIONS)
def _from_parameters(keys: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return the keys that parameters may hold, each with its name after the service."""
    parts = ((key, key.partition(":")) for key in keys)
    return tuple((key, name) for key, (service, _, name) in parts if service != "aws" and "/" not in name)


def _shape(value: object) -> object:
    if isinstance(value, bool | str | int | float):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(item, str | int) for item in value):
        return list(value)
    return None
