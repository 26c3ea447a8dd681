"""Which lines of the program led to a resource? The frames of its stack trace inside the project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.iam.origin import Origin

_SCHEME = "project:///"
_NOT_THE_PROGRAM = ("../", "sandbox/", ".sandbox/")
"""The SDK and what runs the program are no lines that its author can edit."""


def frames(raw: Mapping[str, Any]) -> tuple[Origin, ...]:
    """Lines inside the project, the innermost first."""
    return tuple(dict.fromkeys(_frames(raw)))


def _frames(raw: Mapping[str, Any]) -> Iterator[Origin]:
    traced = raw.get("stackTrace") or [{"sourcePosition": raw.get("sourcePosition") or ""}]
    for frame in traced:
        position = str(frame.get("sourcePosition") or "")
        file, _, line = position.removeprefix(_SCHEME).partition("#")
        if position.startswith(_SCHEME) and not file.startswith(_NOT_THE_PROGRAM) and line:
            yield Origin(file, int(line.partition(",")[0]))
