"""The progress of an update: a bar on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from sandbox.cli import console
from sandbox.deploy.progress import CHECK, KEEP, Step

SECONDS_BETWEEN_LINES = 5.0

DOING = {
    "create": "creating",
    "update": "updating",
    "delete": "deleting",
    "replace": "replacing",
    "read": "reading",
    "adopt": "adopting",
    CHECK: "checking",
    KEEP: "keeping",
}


@dataclass(frozen=True)
class Display:
    """What an update reports to: lines of progress, and steps."""

    notify: Callable[[str], None]
    steps: StepCount


class StepCount:
    """The number of resources that are done, how many there are as far as known, and what is being made."""

    def __init__(self, changed: Callable[[StepCount], None], verbose: Callable[[str], None] | None = None) -> None:
        self._changed = changed
        self._verbose = verbose
        self._lock = threading.Lock()
        self._expected = 0
        self._begun = 0
        self.done = 0
        self.current = ""

    @property
    def total(self) -> int:
        """Resources of the last update, or those that Pulumi has begun, whichever are more."""
        return max(self._expected, self._begun, self.done)

    def expect(self, resources: int) -> None:
        """Take the number of resources that the last update had."""
        self._expected = resources

    def begun(self, step: Step) -> None:
        """Count a resource that Pulumi begins with."""
        with self._lock:
            self._begun += 1
            self.current = f"{DOING[step.verb]} {step.resource}"
        self._changed(self)

    def ended(self, step: Step) -> None:
        """Count a resource that is done."""
        with self._lock:
            self.done += 1
        if self._verbose is not None and step.verb != CHECK:
            self._verbose(str(step))
        self._changed(self)


@contextmanager
def update_progress(title: str, *, verbose: bool) -> Iterator[Display]:
    """Show how far an update is: a bar with a count on a terminal, else a line every few seconds."""
    show = _bar if console.progress.is_terminal else _lines
    with show(title, console.print_progress if verbose else None) as display:
        yield display


@contextmanager
def _bar(title: str, verbose: Callable[[str], None] | None) -> Iterator[Display]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console.progress, transient=True) as bar:
        task = bar.add_task(escape(title), total=None)

        def changed(steps: StepCount) -> None:
            bar.update(task, completed=steps.done, total=steps.total, description=escape(_short(steps.current)))

        yield Display(console.print_progress, StepCount(changed, verbose))


@contextmanager
def _lines(title: str, verbose: Callable[[str], None] | None) -> Iterator[Display]:
    ended = threading.Event()
    steps = StepCount(lambda _: None, verbose)
    began = time.monotonic()

    def report() -> None:
        while not ended.wait(SECONDS_BETWEEN_LINES):
            console.print_progress(line_of(steps, title, time.monotonic() - began))

    console.print_progress(title)
    thread = threading.Thread(target=report, daemon=True)
    thread.start()
    try:
        yield Display(console.print_progress, steps)
    finally:
        ended.set()
        thread.join()


def line_of(steps: StepCount, title: str, seconds: float) -> str:
    """Return the line that reports progress where there is no terminal."""
    if not steps.total:
        return f"{title}, {seconds:.0f} s"
    count = f"{steps.done} of {steps.total} resources, {seconds:.0f} s"
    return f"{count}, {steps.current}" if steps.current else count


def _short(text: str) -> str:
    """Return text that leaves room for the bar and the count on this terminal."""
    width = max(20, console.progress.width - 50)
    return text if len(text) <= width else f"{text[: width - 1]}…"
