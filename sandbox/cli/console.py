"""What a person sees: progress and refusals on stderr, results on stdout."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from sandbox.errors import SandboxError

_WHOLE = 10_000
"""Characters; no line is as long."""

out = Console(emoji=False)
progress = Console(stderr=True, highlight=False, emoji=False)


class CannotWrite(SandboxError):
    """A file that was asked for cannot be written there."""


@contextmanager
def working(title: str) -> Iterator[Callable[[str], None]]:
    """Give what tells a person how the work goes: a line each, below a spinner where there is a terminal."""
    with progress.status(title) as status:

        def say(line: str) -> None:
            with suppress(OSError):  # a terminal that was closed: what is told to nobody stops nothing
                progress.print(f"  {escape(line)}", soft_wrap=True)
                status.update(title)

        yield say


def refuse(happened: str, next_step: str) -> None:
    """Say what went wrong and what to type next."""
    progress.print(f"[bold red]{escape(happened)}[/]", soft_wrap=True)
    progress.print(escape(next_step), soft_wrap=True)


def print_tree(tree: Tree) -> None:
    """Print a tree: as wide as the terminal, and with whole lines where another program reads it."""
    (out if out.is_terminal else Console(width=_WHOLE, emoji=False)).print(tree, highlight=False)


def write(path: Path, text: str) -> None:
    """Write a file that a person asked for; raises CannotWrite."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(
            f"{path}: it cannot be written: {error.strerror}.", "Name a file in a folder that is there."
        ) from error


def print_json(value: Any) -> None:
    """Print for a program: nothing else goes to stdout."""
    print(json.dumps(value, indent=2, default=str))  # noqa: T201 - rich would wrap it
