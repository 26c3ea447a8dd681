"""The context entries of a simulation: condition keys with typed values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_network
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.iam.conditions.boolean import WORDS
from sandbox.iam.conditions.date import moment

_LIST = "List"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


_TYPES: Mapping[str, Callable[[str], bool]] = {
    "string": lambda _: True,
    "binary": lambda _: True,
    "boolean": lambda text: text.lower() in WORDS,
    "date": lambda text: moment(text) is not None,
    "ip": _is_network,
    "numeric": _is_number,
}
"""`ContextKeyType` without `List` -> whether a text is a value of it."""


def context_of(entries: Iterable[Mapping[str, Any]]) -> dict[str, object]:
    """Return the condition keys that the entries give.

    Raises:
        AwsError: A value is not of the entry's type, or a type for one value has several.

    """
    context: dict[str, object] = {}
    for entry in entries:
        name, values = str(entry.get("ContextKeyName", "")), list(entry.get("ContextKeyValues") or ())
        given = str(entry.get("ContextKeyType", "string"))
        kind = given.removesuffix(_LIST)
        if kind not in _TYPES:
            raise _invalid(f"Context key {name} has the unknown type {given}.")
        if kind == given and len(values) > 1:
            raise _invalid(f"Context key {name} has {len(values)} values; a key of type {given} has one.")
        for value in values:
            if not _TYPES[kind](value):
                raise _invalid(f"Invalid value {value} for context key {name} of type {given}.")
        context[name] = values if kind != given else (values[0] if values else None)
    return context


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidInput", message)
