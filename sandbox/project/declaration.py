"""The project file of a folder: `sandbox.toml`, or `[tool.causeway]` of pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.project.errors import ProjectInvalid
from sandbox.project.names import FILE, PYPROJECT, TABLE


def declaration(folder: Path) -> tuple[Path, Mapping[str, Any]] | None:
    """Return the folder's project file and its values, None where it has none."""
    own, shared = folder / FILE, folder / PYPROJECT
    table = _table(shared)
    if not own.is_file():
        return None if table is None else (shared, table)
    if table is not None:
        raise ProjectInvalid(
            own,
            "",
            f"{PYPROJECT} beside it has [{TABLE}] too.",
            "Keep the settings in one of them and remove the other.",
        )
    try:
        return own, tomllib.loads(own.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectInvalid(own, "", f"not TOML: {error}.", "Correct or remove the file.") from error


def _table(file: Path) -> Mapping[str, Any] | None:
    """Return [tool.causeway] of a pyproject.toml; one that is not TOML counts if it names the table."""
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError, PermissionError, UnicodeDecodeError):
        return None
    if "causeway" not in text:
        return None
    try:
        table = tomllib.loads(text).get("tool", {}).get("causeway")
    except tomllib.TOMLDecodeError as error:
        if f"[{TABLE}" not in text:
            return None
        raise ProjectInvalid(file, "", f"not TOML: {error}.", "Correct the file.") from error
    if table is None or isinstance(table, dict):
        return table
    raise ProjectInvalid(file, "causeway", f"[{TABLE}] is not a table.", f"Write [{TABLE}] and its keys below it.")
