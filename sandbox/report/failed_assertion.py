"""What every failed assertion of a policy test shows, about permissions or about the network."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from textwrap import wrap
from typing import ClassVar

from sandbox.origin import Origin

_WIDTH = 100
"""Columns, as pytest's own output on a usual terminal leaves room for."""
_MARGIN = re.compile(r"[ │├└─]*")
_CONTINUED = str.maketrans("├└─", "│  ")
"""The margin of a tree's line -> the margin of the lines below it."""


class FailedAssertion(ABC):
    """One assertion that does not hold, with its first counterexample."""

    assertion: str
    """The assertion as its author wrote it."""
    asserted_at: Origin | None
    """The line of the test."""
    others: int
    """Further counterexamples."""
    example_kind: ClassVar[str] = "request"
    """What a counterexample is."""

    @property
    @abstractmethod
    def where(self) -> Origin | None:
        """The line of the program."""

    @property
    @abstractmethod
    def reason(self) -> str:
        """What is wrong."""

    @property
    @abstractmethod
    def example(self) -> str | None:
        """The counterexample in one line; None where nothing was evaluated."""

    @abstractmethod
    def details(self) -> Iterator[str]:
        """Yield the lines below the counterexample: what decides it, and the smallest edit."""

    @property
    def headline(self) -> str:
        """The assertion and what is wrong, in one line."""
        return f"{self.assertion}: {self.reason}"

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(part for line in self._lines() for part in _wrapped(line))

    def _lines(self) -> Iterator[str]:
        yield self.headline
        yield f"  asserted at {self.asserted_at}"
        if self.example is None:
            return
        if self.where:
            yield f"  decided at {self.where}"
        yield from (f"  {line}" for line in self.details())
        if self.others:
            yield f"  and {self.others} more {self.example_kind}s like it"


def _wrapped(line: str) -> list[str]:
    """Return a line as several, each under the first and indented further; names are never broken."""
    margin = _MARGIN.match(line)
    indent = f"{margin[0].translate(_CONTINUED) if margin else ''}  "
    return wrap(
        line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
