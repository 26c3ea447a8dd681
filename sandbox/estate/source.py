"""Positions of the parts of an estate in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Key = str | int
"""A mapping's key or a list's index."""

Steps = tuple[Key, ...]
"""The path from the top of the file to a part, for instance ("accounts", "mobile", "vpc", "cidr")."""


@dataclass(frozen=True, order=True)
class Position:
    """A line and a column of a file, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Location:
    """A position and the file it is in."""

    file: Path
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Source:
    """The positions of one file's keys and values. Two estates that differ in their source alone are equal."""

    file: Path = field(compare=False)
    keys: Mapping[Steps, Position] = field(compare=False)
    values: Mapping[Steps, Position] = field(compare=False)

    def key(self, steps: Steps) -> Location:
        """Return the location of a part's key; of the nearest parent where the file has no such part."""
        return self._locate(steps, self.keys)

    def value(self, steps: Steps) -> Location:
        """Return the location of a part's value; of the nearest parent where the file has no such part."""
        return self._locate(steps, self.values)

    def _locate(self, steps: Steps, first: Mapping[Steps, Position]) -> Location:
        position = first.get(steps)
        while position is None and steps:
            steps = steps[:-1]
            position = self.keys.get(steps)
        found = position or Position(1, 1)
        return Location(self.file, found.line, found.column)


def dotted(steps: Steps) -> str:
    """Return a path as one string, for instance `datacentre.lines.0.vlan`."""
    return ".".join(map(str, steps))


def steps(path: str) -> Steps:
    """Parse a dotted path; a number is a list's index."""
    return tuple(int(step) if step.isdecimal() else step for step in path.split(".")) if path else ()
