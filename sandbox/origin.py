"""Where a fact was read: a line of the program or the estate file, or a place in an exported file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A file and a line in it, or a JSON path where the file is data."""

    file: str
    line: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        line = f":{self.line}" if self.line is not None else ""
        return f"{self.file}{line}{f' {self.path}' if self.path else ''}"
