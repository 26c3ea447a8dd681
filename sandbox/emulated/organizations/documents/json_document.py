"""Read a policy document: JSON, an object, without duplicate keys."""

from __future__ import annotations

import json
from typing import Any

from sandbox.emulated.organizations.documents.problem import DocumentProblem


def read(content: str) -> dict[str, Any]:
    """Return the document, or raise DocumentProblem."""
    try:
        document = json.loads(content, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise DocumentProblem(
            "", f"It is not JSON: {error.msg} in line {error.lineno}, column {error.colno}."
        ) from error
    if not isinstance(document, dict):
        raise DocumentProblem("", "A policy is a JSON object.")
    return document


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise DocumentProblem(key, "The key is a duplicate.")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise DocumentProblem("", f"{name} is not a JSON value.")
