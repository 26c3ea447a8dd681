"""Messages for pydantic's errors: what is wrong, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from sandbox.estate.field_types import FieldType
from sandbox.estate.source import Steps
from sandbox.estate.spelling import closest

_WANTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "tuple_type": "a list",
}

_BOUNDS: Mapping[str, str] = {
    "greater_than": "it is more than {gt}",
    "greater_than_equal": "it is {ge} or more",
    "less_than": "it is less than {lt}",
    "less_than_equal": "it is {le} or less",
}


@dataclass(frozen=True)
class InvalidValue:
    """One value that does not fit the model."""

    steps: Steps
    value: object
    wrong: str
    right: str
    missing: bool = False


def explain(error: ErrorDetails, field_type: FieldType, steps: Steps) -> InvalidValue:
    """Return the invalid value that a pydantic error describes, at a path where this type is expected."""
    value = error["input"]
    context: Mapping[str, Any] = error.get("ctx", {})
    name = f"item {steps[-1] + 1}" if isinstance(steps[-1], int) else steps[-1]
    wrong, right = f"{name} cannot be {value_text(value)}", field_type.description
    match error["type"]:
        case "missing":
            value, wrong, right = None, f"{name} is missing", f"add {name}: {field_type.description}"
        case type_error if type_error in _WANTED:
            wanted = _WANTED[type_error]
            wrong, right = f"{name} takes {wanted}, not {value_text(value)}", _rewritten(value, wanted, field_type)
        case "literal_error":
            right = _choice(value, field_type)
        case "address":
            wrong, right = f"{value_text(value)} is not {context['wanted']}", context["right"]
        case bound if bound in _BOUNDS:
            right = _BOUNDS[bound].format(**context)
        case "too_short" | "too_long":
            count = context.get("min_length", context.get("max_length"))
            wrong, right = f"{name} has {context['actual_length']} items", f"it takes {count}: {field_type.description}"
    return InvalidValue(steps, value, wrong, right, missing=error["type"] == "missing")


def value_text(value: object) -> str:
    """Return a value as the file shows it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
    return str(value)


def _rewritten(value: object, wanted: str, field_type: FieldType) -> str:
    plain = value_text(value)
    match wanted, value:
        case "text", bool() | int() | float():
            return f'write it in quotes: "{plain}"'
        case "a whole number", str() if plain.isdecimal():
            return f"write it without quotes: {plain}"
        case "true or false", str() if plain.lower() in {"yes", "on", "true"}:
            return "write true"
        case "true or false", str() if plain.lower() in {"no", "off", "false"}:
            return "write false"
        case "a list", str() | bool() | int() | float():
            return f"write [{plain}]"
    return field_type.description or f"write {wanted}"


def _choice(value: object, field_type: FieldType) -> str:
    if isinstance(value, str) and value in field_type.choices:
        return f"write it without quotes: {value}"
    meant = closest(value, field_type.choices) if isinstance(value, str) else None
    known = (
        f"it is one of {', '.join(field_type.choices)}"
        if len(field_type.choices) > 1
        else f"it is {field_type.choices[0]}"
    )
    return f"did you mean {meant}? {known}" if meant is not None else known
