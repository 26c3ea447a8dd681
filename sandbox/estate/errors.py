"""What can be wrong with an estate file.

EstateError
└── EstateInvalid    nothing starts: everything that is wrong, each with its place in the file
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

_LONGEST = 400
"""Characters of a part of a sentence."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it stands and what would be right."""

    file: Path
    line: int | None
    """None where there is no file to have lines."""
    column: int | None
    path: str
    """Dotted way to the part at fault, for instance accounts.mobile.vpc.cidr."""
    value: object = field(hash=False)
    """What the file says there."""
    wrong: str
    right: str
    twin: int | None = None
    """Line of the part that this one clashes with, where there is one."""

    def __str__(self) -> str:
        place = str(self.file) if self.line is None else f"{self.file}:{self.line}:{self.column}"
        part = f"{_printable(self.path)}: " if self.path else ""
        twin = f" (line {self.twin})" if self.twin is not None else ""
        return f"{place}: {part}{_printable(self.wrong)}{twin}; {_printable(self.right)}"


def _printable(text: str) -> str:
    """Return text on one line that no terminal obeys, cut where somebody put a novel into a value."""
    whole = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in whole)


class EstateError(Exception):
    """Base of what this room raises."""


class EstateInvalid(EstateError):
    """The estate file is wrong; `problems` says all of it, in the file's order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
