"""Terminal output: progress and errors on stderr, results on stdout."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from sandbox.errors import SandboxError

UNWRAPPED_COLUMNS = 10_000
"""Wider than any line, for output that another program reads."""

out = Console(emoji=False)
progress = Console(stderr=True, highlight=False, emoji=False)


class FileNotWritable(SandboxError):
    """A file that an option names cannot be written."""


@contextmanager
def working(title: str) -> Iterator[Callable[[str], None]]:
    """Show a spinner with the title; give a function that prints a line of progress above it."""
    with progress.status(title) as status:

        def notify(line: str) -> None:
            print_progress(line)
            status.update(title)

        yield notify


def print_progress(line: str) -> None:
    """Print a line of progress; output to a terminal that was closed is discarded."""
    with suppress(OSError):
        if line.startswith("warning:"):
            progress.print(f"[yellow]{escape(line)}[/]", soft_wrap=True)
        else:
            progress.print(f"  {escape(line)}", soft_wrap=True)


def print_error(happened: str, next_step: str) -> None:
    """Print what went wrong and what to do next."""
    progress.print(f"[bold red]{escape(happened)}[/]", soft_wrap=True)
    progress.print(escape(next_step), soft_wrap=True)


def print_unwrapped(shown: Tree | Table) -> None:
    """Print a tree or table: as wide as the terminal, or without line breaks where there is none."""
    (out if out.is_terminal else Console(width=UNWRAPPED_COLUMNS, emoji=False)).print(shown, highlight=False)


def write(path: Path, text: str) -> None:
    """Write a file that an option names; raises FileNotWritable."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileNotWritable(
            f"{path} cannot be written: {error.strerror}.", "Name a file in an existing folder."
        ) from error


@contextmanager
def writing(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Give a function that writes text to a file that an option names; without one it discards the text.

    Raises:
        FileNotWritable: The file cannot be opened or written.

    """
    if path is None:
        yield lambda _: None
        return
    try:
        with path.open("w", encoding="utf-8") as file:
            yield file.write
    except OSError as error:
        if error.filename not in (None, str(path)):
            raise
        raise FileNotWritable(
            f"{path} cannot be written: {error.strerror}.", "Name a file in an existing folder with enough space."
        ) from error


class JsonList:
    """A JSON list on stdout, printed value by value, so that no program holds all of it."""

    def __init__(self) -> None:
        self._empty = True

    def add(self, values: Iterable[Any]) -> None:
        """Print more values of the list."""
        for value in values:
            text = textwrap.indent(json.dumps(value, indent=2, default=str), "  ")
            print("[\n" if self._empty else ",\n", text, sep="", end="")  # noqa: T201 - rich would wrap it
            self._empty = False

    def end(self) -> None:
        """Print the end of the list."""
        print("[]" if self._empty else "\n]")  # noqa: T201 - as above


def print_json(value: Any) -> None:
    """Print JSON on stdout."""
    print(json.dumps(value, indent=2, default=str))  # noqa: T201 - rich would wrap it
