"""The JSON Schema of the estate file, for completion and validation in editors."""

from __future__ import annotations

from typing import Any

from sandbox.estate.model import Estate

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of an estate file.

    It describes the shape alone; `sandbox.estate.load` checks the rules, too.

    Example:
        >>> json_schema()["title"]
        'Causeway estate'

    """
    schema = Estate.model_json_schema(mode="validation")
    return {"$schema": _DIALECT, "title": "Causeway estate"} | {key: schema[key] for key in schema if key != "title"}
