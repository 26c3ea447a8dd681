"""The estate's language as JSON Schema, so that editors complete keys and underline mistakes while one types."""

from __future__ import annotations

from typing import Any

from sandbox.estate.model import Estate

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of an estate file; what the rules ask beyond it, `estate.load` says."""
    schema = Estate.model_json_schema(mode="validation")
    return {"$schema": _DIALECT, "title": "Causeway estate"} | {key: schema[key] for key in schema if key != "title"}
