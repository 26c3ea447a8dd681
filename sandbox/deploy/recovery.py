"""Look at what is there before `up` begins, and clear away what a killed one left."""

from __future__ import annotations

from pathlib import Path

import psutil

from sandbox.deploy import checkpoint, datacentre, environment, record
from sandbox.deploy.decision import Found
from sandbox.deploy.errors import UpdateRunning
from sandbox.deploy.processes import end
from sandbox.engine import Engine
from sandbox.engine.clone_ownership import belongs

PATIENCE = 20
"""Seconds that a Pulumi which outlived its caller gets to finish what it has in hand."""


def look(state: Path, project: str, running: Engine | None) -> Found:
    """Everything that the decision needs to know."""
    instance = None if running is None else running.instance
    attached = running is not None and running.form == "attach"
    held = attached and running is not None and datacentre.holds(running.endpoint)
    killed = tuple(lock for lock in checkpoint.locks(state) if updater(lock.pid, environment.home(state)) is None)
    try:
        found = record.load(state)
        cut_short = checkpoint.pending(state, project) or tuple(f"stack {lock.path.parent.name}" for lock in killed)
        if found is not None and not found.closed:
            cut_short = cut_short or (f"the stacks of form {found.form}",)
    except ValueError as error:
        return Found(None, str(error), instance, (), attached, held)
    return Found(found, None, instance, cut_short, attached, held)


def end_orphans(state: Path) -> None:
    """End updates that outlived the command that started them: this one holds the clone, so they are nobody's.

    Raises UpdateRunning for an update that a person started by plain `pulumi`.
    """
    home = environment.home(state)
    for lock in checkpoint.locks(state):
        process = updater(lock.pid, home)
        if process is None:
            continue
        if not _started_by_us(process):
            raise UpdateRunning(f"`pulumi`, process {process.pid}")
        end([process], patience=PATIENCE)
    left = [process for process in psutil.process_iter() if _left_behind(process, home)]
    end(left, patience=PATIENCE)


def updater(pid: int, home: Path) -> psutil.Process | None:
    """The Pulumi that works for this clone; None where it is gone and the pid is somebody else's."""
    try:
        process = psutil.Process(pid)
        ours = belongs(process.environ().get("PULUMI_HOME", ""), home) and process.status() != psutil.STATUS_ZOMBIE
        return process if ours and "pulumi" in process.name() else None
    except psutil.Error:
        return None


def _left_behind(process: psutil.Process, home: Path) -> bool:
    """Whether it is a plugin of ours whose Pulumi was killed: by itself it notices that only minutes later."""
    try:
        if not process.name().startswith("pulumi-") or not _started_by_us(process):
            return False
        above = process.parent()
        ours = belongs(process.environ().get("PULUMI_HOME", ""), home)
        return ours and (above is None or above.name() != "pulumi")
    except psutil.Error:
        return False


def _started_by_us(process: psutil.Process) -> bool:
    return "PULUMI_AUTOMATION_API" in process.environ()


def clear_locks(state: Path) -> None:
    """Wipe off the marks of updates whose process is gone."""
    for lock in checkpoint.locks(state):
        lock.path.unlink(missing_ok=True)
