"""Lines of the program that led to a resource: the frames of its stack trace inside the project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from sandbox.origin import Origin
from sandbox.package_data import PACKAGE

_SCHEME = "project:///"
_FOREIGN = frozenset((".sandbox", ".tox", "node_modules", "site-packages"))
"""Folders in a project that hold no lines which its authors edit."""


def frames(raw: Mapping[str, Any], root: Path, program: Path) -> tuple[Origin, ...]:
    """Return the lines inside the project, the innermost first.

    Args:
        raw: A resource as Pulumi writes it.
        root: Folder of the project: names of files are relative to it.
        program: Folder that holds `Pulumi.yaml`: Pulumi's names of files are relative to it.

    """
    return tuple(dict.fromkeys(_frames(raw, root, program)))


def _frames(raw: Mapping[str, Any], root: Path, program: Path) -> Iterator[Origin]:
    traced = raw.get("stackTrace") or [{"sourcePosition": raw.get("sourcePosition") or ""}]
    for frame in traced:
        found = _origin(str(frame.get("sourcePosition") or ""), root, program)
        if found is not None:
            yield found


@lru_cache(maxsize=4096)
def _origin(position: str, root: Path, program: Path) -> Origin | None:
    """Return the line of a frame; None outside the project. Most resources share most of their frames."""
    file, _, line = position.removeprefix(_SCHEME).partition("#")
    if not position.startswith(_SCHEME) or not line:
        return None
    name = os.path.relpath(os.path.normpath(program / file), root)
    return Origin(name, int(line.partition(",")[0])) if _is_of_project(name, root) else None


def _is_of_project(name: str, root: Path) -> bool:
    """Return whether a file is the project's own: not the SDK's, nor of the package that runs the program."""
    parts = PurePath(name).parts
    return parts[:1] != ("..",) and not _FOREIGN & set(parts) and not (root / name).is_relative_to(PACKAGE)
