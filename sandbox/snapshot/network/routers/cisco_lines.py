"""The lines of a Cisco IOS-style configuration with their numbers, in blocks by indentation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.origin import Origin
from sandbox.snapshot.errors import SourceUnreadable


@dataclass(frozen=True)
class Line:
    """A command with the commands below it."""

    file: str
    number: int
    text: str
    indent: int
    below: list[Line] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the command."""
        return tuple(self.text.split())

    @property
    def origin(self) -> Origin:
        """Return the location of the command."""
        return Origin(self.file, self.number)

    def after(self, *begin: str) -> tuple[str, ...] | None:
        """Return the words after these; None for another command."""
        return self.words[len(begin) :] if self.words[: len(begin)] == begin else None

    def wrong(self, right: str) -> SourceUnreadable:
        """Return the error of a command that cannot be read."""
        return SourceUnreadable(str(self.origin), f"`{self.text}` cannot be read", right)

    def unsupported(self) -> SourceUnreadable:
        """Return the error of a command that decides where packets go and is not modelled."""
        return SourceUnreadable(
            str(self.origin), f"`{self.text}` is not modelled", "Describe the router in datacentre.yaml instead."
        )


def blocks(text: str, file: str) -> tuple[Line, ...]:
    """Return the commands at the outer level; comments and empty lines are left out."""
    outer = Line(file, 0, "", -1)
    open_ = [outer]
    for number, raw in _commands(text):
        stripped = raw.strip()
        line = Line(file, number, stripped, len(raw) - len(raw.lstrip()))
        while open_[-1].indent >= line.indent:
            open_.pop()
        open_[-1].below.append(line)
        open_.append(line)
    return tuple(outer.below)


def _commands(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are commands; the text of a banner is none."""
    end = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip()
        if end:
            end = "" if end in line else end
        elif line.startswith("banner ") and len(line.split()) > 2:  # noqa: PLR2004 - banner, its kind, its delimiter
            delimiter = line.split()[2][:2] if line.split()[2].startswith("^") else line.split()[2][0]
            end = "" if line.count(delimiter) > 1 else delimiter
        elif line.strip() and not line.lstrip().startswith("!"):
            yield number, line
