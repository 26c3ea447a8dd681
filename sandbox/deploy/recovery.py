"""Look at what is there before `up` begins, and clear away what a killed one left."""

from __future__ import annotations

from pathlib import Path

import psutil

from sandbox.deploy import checkpoint, record
from sandbox.deploy.decision import Found

PATIENCE = 20
"""Seconds that a Pulumi which outlived its caller gets to finish what it has in hand."""


def look(state: Path, instance: str | None, *, attached: bool) -> Found:
    """Everything that the decision needs to know."""
    killed = tuple(lock for lock in checkpoint.locks(state) if not lock.alive)
    try:
        found = record.load(state)
        cut_short = checkpoint.pending(state) or tuple(f"stack {lock.path.parent.name}" for lock in killed)
        if found is not None and not found.closed:
            cut_short = cut_short or (f"the stacks of form {found.form}",)
    except ValueError as error:
        return Found(None, str(error), instance, (), attached)
    return Found(found, None, instance, cut_short, attached)


def end_orphans(state: Path) -> None:
    """End updates that outlived the command that started them: this one holds the clone, so they are nobody's."""
    for lock in checkpoint.locks(state):
        if lock.alive:
            process = psutil.Process(lock.pid)
            process.terminate()
            _, alive = psutil.wait_procs([process], timeout=PATIENCE)
            for stubborn in alive:
                stubborn.kill()


def clear_locks(state: Path) -> None:
    """Wipe off the marks of updates whose process is gone."""
    for lock in checkpoint.locks(state):
        lock.path.unlink(missing_ok=True)
