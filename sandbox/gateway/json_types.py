"""Check the JSON types of a request's body against botocore's input shape. Pure.

LocalStack's parser accepts any JSON value where the model has a string, and reads a string as a list of its
characters. AWS refuses both with a SerializationException; the messages are those of its Java services.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STRUCTURE = "Start of structure or map found where not expected."
LIST = "Start of list found where not expected"
NUMBERS = frozenset({"integer", "long", "float", "double"})
NAMES: Mapping[type, str] = {
    bool: "BOOLEAN_VALUE",
    int: "NUMBER_VALUE",
    float: "DECIMAL_VALUE",
    str: "STRING_VALUE",
}


class WrongJsonType(Exception):
    """A value of a JSON type that the shape does not allow."""


def check(shape: Any, value: Any) -> None:
    """Raise WrongJsonType for the first value, from the outside in, whose JSON type the shape does not allow."""
    if value is None or getattr(shape, "is_document_type", False):
        return
    kind = shape.type_name
    if kind == "structure":
        for name, member in shape.members.items():
            if "location" not in member.serialization:
                check(member, _object(value, "Expected structure or null").get(member.serialization.get("name", name)))
    elif kind == "map":
        for item in _object(value, "Expected map or null").values():
            check(shape.value, item)
    elif kind == "list":
        if not isinstance(value, list):
            raise WrongJsonType(STRUCTURE if isinstance(value, dict) else "Expected list or null")
        for item in value:
            check(shape.member, item)
    else:
        _check_scalar(kind, value)


def _object(value: Any, message: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongJsonType(LIST if isinstance(value, list) else message)
    return value


def _check_scalar(kind: str, value: Any) -> None:
    if isinstance(value, dict):
        raise WrongJsonType(STRUCTURE)
    if isinstance(value, list):
        raise WrongJsonType(LIST)
    found = type(value)
    allowed: tuple[type, ...] = (str,)
    if kind == "boolean":
        allowed = (bool,)
    elif kind in NUMBERS:
        allowed = (int, float, str)  # "NaN" and "Infinity" are strings
    elif kind == "timestamp":
        allowed = (int, float, str)
    if found not in allowed:
        wanted = {"boolean": "Boolean", "timestamp": "Timestamp"}.get(kind, "Number" if kind in NUMBERS else "String")
        raise WrongJsonType(f"{NAMES[found]} can not be converted to {wanted}")
