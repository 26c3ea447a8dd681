"""Snapshots by name: `plan`, `live`, a folder of exported files, a file that Pulumi wrote, or a commit of git."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import extras
from sandbox import settings as settings_module
from sandbox.iam.snapshot import Snapshot
from sandbox.settings import Settings
from sandbox.snapshot import exported, plan
from sandbox.snapshot.locate import FolderSource, LiveSource, Notify, PlanSource, locate


@dataclass(frozen=True, slots=True)
class Source:
    """A snapshot, and the folder of the program that its lines are in."""

    snapshot: Snapshot
    program: Path


def load(name: str, settings: Settings | None = None, *, fresh: bool = False) -> Snapshot:
    """Return the snapshot of that name.

    Args:
        name: `plan`, `live`, a path, or a commit of git.
        settings: Settings of the project; those of the working directory by default.
        fresh: Run a new preview instead of using the cached plan.

    Raises:
        SourceError: There is nothing of that name, or it cannot be read.
        SandboxError: Whatever stops a preview or an engine.

    """
    return load_source(name, settings, fresh=fresh).snapshot


def load_source(
    name: str, settings: Settings | None = None, notify: Notify | None = None, *, fresh: bool = False
) -> Source:
    """Return the snapshot of that name with its program; arguments and errors are those of `load`.

    `notify` gets a line before each step that takes its time.
    """
    known = settings or settings_module.read({})
    match locate(name, known, notify, fresh=fresh):
        case LiveSource():
            return Source(_live(known), known.root)
        case FolderSource(folder):
            return Source(exported.read(folder), known.root)
        case PlanSource(given, program, folder, named):
            snapshot = plan.read(given, program, folder)
            return Source(replace(snapshot, source=named) if named else snapshot, program)


def _live(settings: Settings) -> Snapshot:
    with extras.required():
        from sandbox.snapshot.live_sandbox import live  # noqa: PLC0415 - files are read without the extra
        from sandbox.snapshot.source_overlay import with_program_lines  # noqa: PLC0415 - the same

    found = live(settings).read()
    states = sorted((settings.state / "state" / ".pulumi" / "stacks" / settings.project.name).glob("*.json"))
    if not states:
        return found
    return with_program_lines(
        found, plan.read(plan.merged(states, settings.estate), settings.root, settings.project.program)
    )
