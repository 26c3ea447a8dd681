"""The record of the engine between commands, `.sandbox/engine.json`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from sandbox import distribution
from sandbox.engine.errors import EngineOfAnotherVersion
from sandbox.engine.model import Record
from sandbox.settings import Settings

MADE_BY = f"{distribution.NAME} {distribution.installed_version()}"
"""The version that a record is of: an engine of another version may differ in its plugins."""


def path(settings: Settings) -> Path:
    """Return the path of the record."""
    return settings.state / "engine.json"


def read(settings: Settings) -> Record | None:
    """Return the record; None where it is lost or damaged. Raises EngineOfAnotherVersion."""
    values = read_any(settings)
    if not values or "made_by" not in values:
        return None
    known = {field.name for field in fields(Record)}
    if values.get("made_by") != MADE_BY or set(values) != known:
        raise EngineOfAnotherVersion(path(settings), str(values["made_by"]), MADE_BY)
    return Record(**values)


def read_any(settings: Settings) -> dict[str, Any] | None:
    """Return what any version wrote, with `pid`, `created`, `instance` and `container`; {} where it is damaged."""
    try:
        values = json.loads(path(settings).read_text())
    except FileNotFoundError:
        return None
    except (ValueError, OSError):
        return {}
    return values if isinstance(values, dict) else {}


def write(settings: Settings, record: Record) -> None:
    """Write the record."""
    replace(path(settings), json.dumps(asdict(record), indent=2))


def remove(settings: Settings) -> None:
    """Remove the record."""
    path(settings).unlink(missing_ok=True)


def replace(target: Path, text: str, mode: int = 0o644) -> None:
    """Write a file atomically."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f"{target.name}.{os.getpid()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    new.replace(target)
