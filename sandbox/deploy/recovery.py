"""Find what earlier commands left, and end the processes and remove the locks of a killed `up`."""

from __future__ import annotations

from pathlib import Path

import psutil

from sandbox.deploy import checkpoint, datacentre, deployment, environment
from sandbox.deploy.decision import Found
from sandbox.deploy.deployment import Deployment
from sandbox.deploy.errors import StateDamaged, UpdateRunning
from sandbox.deploy.stack_order import ORGANIZATION
from sandbox.engine import Engine
from sandbox.processes import belongs, end
from sandbox.project import Project

TERMINATION_SECONDS = 20
"""How long a Pulumi that outlived its caller may take to complete its operations."""


def look(state: Path, project: Project, running: Engine | None) -> Found:
    """Return everything that the decision depends on."""
    instance = None if running is None else running.instance
    attached = running is not None and running.form == "attach"
    occupied = attached and running is not None and datacentre.holds(running.endpoint, running.token)
    try:
        found = deployment.load(state)
        interrupted = () if found is None else _interrupted(state, project.name, found)
    except StateDamaged as error:
        return Found(None, f"{error.path} {error.reason}", instance, (), attached, occupied)
    of_either_form = {project.stack, ORGANIZATION}
    if found is None and of_either_form & set(checkpoint.names(state, project.name)):
        lost = f"{deployment.path(state)} is missing, and there are stacks of a deployment"
        return Found(None, lost, instance, (), attached, occupied)
    return Found(found, None, instance, interrupted, attached, occupied)


def _interrupted(state: Path, project: str, found: Deployment) -> tuple[str, ...]:
    """Return what the last update was doing when it was killed."""
    pending = checkpoint.pending(state, project, found.stacks)
    locked = tuple(
        f"stack {lock.stack}"
        for lock in checkpoint.locks(state)
        if lock.project == project and lock.stack in found.stacks and updater(lock.pid, environment.home(state)) is None
    )
    return pending or locked or (() if found.closed else (f"the stacks of form {found.form}",))


def end_orphans(state: Path) -> None:
    """End updates that outlived the command that started them; the caller holds the project's lock.

    Raises UpdateRunning for an update that the user started with plain `pulumi`.
    """
    home = environment.home(state)
    for lock in checkpoint.locks(state):
        process = updater(lock.pid, home)
        if process is None:
            continue
        if not _started_by_sandbox(process):
            raise UpdateRunning(f"`pulumi`, process {process.pid}")
        end([process], timeout_seconds=TERMINATION_SECONDS)
    orphans = [process for process in psutil.process_iter() if _is_orphaned_plugin(process, home)]
    end(orphans, timeout_seconds=TERMINATION_SECONDS)


def updater(pid: int, home: Path) -> psutil.Process | None:
    """Return the Pulumi process of this project with that id; None where it ended and the id was reused."""
    try:
        process = psutil.Process(pid)
        ours = belongs(process.environ().get("PULUMI_HOME", ""), home) and process.status() != psutil.STATUS_ZOMBIE
        return process if ours and "pulumi" in process.name() else None
    except psutil.Error:
        return None


def _is_orphaned_plugin(process: psutil.Process, home: Path) -> bool:
    """Return whether it is a plugin whose Pulumi was killed: by itself it would end only minutes later."""
    try:
        if not process.name().startswith("pulumi-") or not _started_by_sandbox(process):
            return False
        parent = process.parent()
        ours = belongs(process.environ().get("PULUMI_HOME", ""), home)
        return ours and (parent is None or parent.name() != "pulumi")
    except psutil.Error:
        return False


def _started_by_sandbox(process: psutil.Process) -> bool:
    return "PULUMI_AUTOMATION_API" in process.environ()


def clear_locks(state: Path) -> None:
    """Remove the locks of updates; after `end_orphans` none of them runs."""
    for lock in checkpoint.locks(state):
        lock.path.unlink(missing_ok=True)
