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
from tests.edits.edits import FIRST_EDITS, OTHER_EDITS, Edit, two_departments
from tests.plans import copy_program


@dataclass(frozen=True)
class Step:
    """An edit that was deployed, and what the update did: Pulumi's operation -> number of resources."""

    edit: Edit
    changes: dict[str, int]
    seconds: float


@contextmanager
def sandbox(folder: Path) -> Iterator[Settings]:
    """Yield the settings of a sandbox of its own, with the estate file and a copy of the program in the folder."""
    settings = sandbox_at(folder)
    copy_program(folder)
    settings = replace(settings, project=Project(folder, folder / "estate.yaml", folder))
    try:
        yield settings
    finally:
        down(settings, print)


def walk(settings: Settings, edits: Sequence[Edit]) -> Iterator[Step]:
    """Deploy the first estate, then each edit of it; raises DeployError where one fails."""
    text = two_departments()
    for edit in (Edit("the first deployment", ()), *edits):
        text = edit.apply(text)
        settings.estate.write_text(text)
        began = time.monotonic()
        changes = up(settings, load(settings.estate), "all", lambda _: None).changes
        yield Step(edit, changes, time.monotonic() - began)


def main() -> None:
    """Deploy all edits and print a line for each."""
    with tempfile.TemporaryDirectory(prefix="causeway-edits-") as folder, sandbox(Path(folder) / "own") as settings:
        for step in walk(settings, (*FIRST_EDITS, *OTHER_EDITS)):
            done = ", ".join(f"{count} {operation}" for operation, count in sorted(step.changes.items()))
            sys.stdout.write(f"{step.edit.name}: {done} ({step.seconds:.0f} s)\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
