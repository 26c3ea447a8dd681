"""Progress of the commands on policies: a spinner or bar on a terminal, without one a line every few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sandbox.cli import console

_LINE_SECONDS = 5.0
"""Seconds between two lines where there is no terminal: often enough to see that it works, few enough for a log."""
_SLOW = {"plan": "previewing the program", "live": "reading every account of the sandbox"}
"""What reading a snapshot does that takes seconds."""


@contextmanager
def reading(snapshot: str) -> Iterator[Callable[[str], None]]:
    """Show that a snapshot is being read, and what takes long about it."""
    detail = f": {_SLOW[snapshot]}" if snapshot in _SLOW else ""
    title = f"Reading snapshot {snapshot}{detail}"
    if not console.progress.is_terminal and snapshot in _SLOW:
        console.progress.print(title, markup=False)
    with console.working(title) as show:
        yield show


@contextmanager
def counting(title: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that shows how many of how many units are done."""
    if not console.progress.is_terminal:
        yield _lines(title, unit)
        return
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TextColumn(unit), TimeElapsedColumn())
    with Progress(*columns, console=console.progress, transient=True) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _lines(title: str, unit: str) -> Callable[[int, int], None]:
    last = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _LINE_SECONDS:
            last = time.monotonic()
            console.progress.print(f"{title}: {done} of {total} {unit}", markup=False)

    return show
