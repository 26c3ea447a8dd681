"""The errors of an estate file.

SandboxError                 sandbox.errors
└── EstateError
    └── EstateInvalid        the file is wrong: all of its problems, each with its place
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sandbox.errors import SandboxError

_LONGEST = 400
"""Characters of a part of a message."""

_SHOWN = 50
"""Problems that a message names: what a terminal shows, and more than are corrected before the next check."""


@dataclass(frozen=True)
class Problem:
    """One error in an estate file: what is wrong, where, and what would be right."""

    file: Path
    line: int | None
    """None where there is no file to have lines."""
    column: int | None
    path: str
    """Dotted path of the part at fault, for instance accounts.mobile.vpc.cidr."""
    value: object = field(hash=False)
    """The value in the file."""
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
    """Return text on one line, without control characters and at most `_LONGEST` characters long."""
    whole = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in whole)


class EstateError(SandboxError):
    """Base of the errors of this package."""


class EstateInvalid(EstateError):
    """The estate file is wrong.

    `problems` holds all that is wrong, in the file's order; the message names the first of them and counts the rest.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(_listed(problems), "Correct the file; `sandbox estate check` checks it.")
        self.args = (problems,)  # by which a copy is made
        self.problems = problems

    def __str__(self) -> str:
        return self.happened


def _listed(problems: tuple[Problem, ...]) -> str:
    lines = [str(problem) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"... and {len(problems) - _SHOWN} more, {len(problems)} in all")
    return "\n".join(lines)
