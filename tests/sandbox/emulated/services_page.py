"""The operations on the services page by implementation, and a valid request of each operation."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from botocore.model import Shape

from tests.repository import CLONE

PAGE = CLONE / "docs" / "services.md"
MAX_DEPTH = 6


def by_service(word: str = "not offered") -> dict[str, list[str]]:
    """Return the operations by service that the page lists under a word, by default those without an implementation."""
    found = {}
    for section in PAGE.read_text().split("\n## ")[1:]:
        listed = re.search(rf"\*\*{word}\*\* \(\d+\): (.*)", section)
        if listed:
            found[section.split("\n", 1)[0]] = listed.group(1).split(", ")
    return found


def natives(service: str) -> list[str]:
    """Return the native operations of a service."""
    return by_service("native").get(service, [])


def spread(names: list[str], most: int) -> list[str]:
    """Return at most this many names, evenly spread."""
    if len(names) <= most:
        return names
    return [names[number * (len(names) - 1) // (most - 1)] for number in range(most)]


def request(shape: Shape | None) -> dict[str, Any]:
    """Return the smallest request that is valid for the model."""
    made = _value(shape, MAX_DEPTH) if shape is not None else {}
    return dict(made)


def _value(shape: Any, depth: int) -> Any:
    kind = shape.type_name
    if kind == "structure":
        wanted = [*shape.required_members, *_in_the_path(shape)] if depth else []
        return {name: _value(shape.members[name], depth - 1) for name in wanted}
    if kind == "list":
        return [_value(shape.member, depth - 1)] if depth else []
    if kind == "map":
        return {}
    if kind == "string":
        return shape.enum[0] if shape.enum else "x" * max(1, int(shape.metadata.get("min") or 1))
    if kind in {"integer", "long"}:
        return max(1, int(shape.metadata.get("min") or 1))
    simple: dict[str, Any] = {"boolean": False, "float": 1.0, "double": 1.0, "blob": b"x"}
    return simple.get(kind, datetime(2026, 1, 1, tzinfo=UTC))


def _in_the_path(shape: Any) -> list[str]:
    return [name for name, member in shape.members.items() if member.serialization.get("location") == "uri"]
