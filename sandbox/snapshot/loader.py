"""Snapshots by name: `plan`, `live`, a folder of exported files, a file that Pulumi wrote, or a commit of git."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import estate, extras
from sandbox import settings as settings_module
from sandbox.iam.snapshot import Snapshot
from sandbox.settings import Settings
from sandbox.snapshot import exported, plan
from sandbox.snapshot.errors import NoRepository, NoSuchPath, SourceAmbiguous
from sandbox.snapshot.repository import Repository

type Notify = Callable[[str], None]

_GIT = "git:"
"""Before the name of a commit that a file or folder has too."""


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
    path = Path(name)
    if name == "plan":
        return Source(_plan(known, fresh=fresh), known.root)
    if name == "live":
        return Source(_live(known), known.root)
    if path.is_dir() or path.is_file():
        _refuse_two_meanings(name, known)
        return Source(
            exported.read(path) if path.is_dir() else plan.read(path, known.root, known.project.program), known.root
        )
    if _is_path(name):
        raise NoSuchPath(path)
    return _revision(name, known, notify or _quiet, fresh=fresh)


def _is_path(name: str) -> bool:
    """Return whether a name can only be a path: no commit's name begins or ends so."""
    return name.startswith((".", os.sep, "~")) or name.endswith((os.sep, ".json"))


def _refuse_two_meanings(name: str, settings: Settings) -> None:
    """Refuse the name of a file or folder that a commit has too; one that is written as a path is none of a commit."""
    if not _is_path(name) and Repository(settings.root).knows(name):
        raise SourceAmbiguous(name, "folder" if Path(name).is_dir() else "file")


def _revision(name: str, settings: Settings, notify: Notify, *, fresh: bool) -> Source:
    try:
        Repository(settings.root).commit(name.removeprefix(_GIT))  # a name of nothing needs no extra
        with extras.required():
            from sandbox.snapshot.revisions.planning import plan_revision  # noqa: PLC0415 - files are read without it
        found = plan_revision(name.removeprefix(_GIT), settings, notify, fresh=fresh)
    except NoRepository as error:
        if os.sep in name and not name.startswith(_GIT):
            raise NoSuchPath(Path(name)) from error
        raise
    return Source(replace(plan.read(found.plans, found.program, found.folder), source=str(found.commit)), found.program)


def _quiet(_: str) -> None:
    """Discard progress: a test run has no place for it."""


def _plan(settings: Settings, *, fresh: bool) -> Snapshot:
    with extras.required():
        from sandbox.snapshot.plan_cache import project_plans  # noqa: PLC0415 - files are read without the extra

    return plan.read(
        project_plans(settings, estate.load(settings.estate), fresh=fresh), settings.root, settings.program
    )


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
