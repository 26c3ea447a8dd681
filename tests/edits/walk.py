"""Deploy an estate, then each of its edits, by one `up` each: `python -m tests.edits.walk`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox.deploy.down import down
from sandbox.deploy.up import up
from sandbox.estate import load
from sandbox.project import Project
from sandbox.settings import Settings
from tests.conftest import sandbox_at
from tests.edits.edits import FEW, MORE, Edit, start
from tests.plans import copy_program


@dataclass(frozen=True)
class Step:
    """An edit that came through, and what the update did: Pulumi's operation -> number of resources."""

    edit: Edit
    changes: dict[str, int]
    seconds: float


@contextmanager
def sandbox(folder: Path) -> Iterator[Settings]:
    """Hold a sandbox of its own, with the estate file and a copy of the program in the folder."""
    made = sandbox_at(folder)
    copy_program(folder)
    settings = replace(made, project=Project(folder, folder / "estate.yaml", folder))
    try:
        yield settings
    finally:
        down(settings, print)


def walk(settings: Settings, edits: Sequence[Edit]) -> Iterator[Step]:
    """Deploy the first estate, then each edit of it; raises DeployError where one does not come through."""
    text = start()
    for edit in (Edit("the first deployment", ()), *edits):
        text = edit.apply(text)
        settings.estate.write_text(text)
        began = time.monotonic()
        changes = up(settings, load(settings.estate), "all", lambda _: None).changes
        yield Step(edit, changes, time.monotonic() - began)


def main() -> None:
    """Walk through all edits and print a line for each."""
    with tempfile.TemporaryDirectory(prefix="causeway-edits-") as folder, sandbox(Path(folder) / "own") as settings:
        for step in walk(settings, (*FEW, *MORE)):
            done = ", ".join(f"{count} {operation}" for operation, count in sorted(step.changes.items()))
            sys.stdout.write(f"{step.edit.name}: {done} ({step.seconds:.0f} s)\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
