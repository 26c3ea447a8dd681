"""What the name of a snapshot names: `plan`, `live`, a folder of exported files, a file, or a commit of git."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import estate, extras
from sandbox.settings import Settings
from sandbox.snapshot.errors import NoRepository, NoSuchPath, SourceAmbiguous
from sandbox.snapshot.repository import Repository

type Notify = Callable[[str], None]

_GIT = "git:"
"""Before the name of a commit that a file or folder has too."""


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan or a state of Pulumi's: a file, or what was parsed of one."""

    given: Path | Mapping[str, Any]
    program: Path
    """Folder of the program's project: names of files are relative to it."""
    folder: Path | None
    """Folder that holds `Pulumi.yaml`."""
    name: str | None = None
    """Name of the snapshot; None for the file's."""


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder of exported files."""

    folder: Path


@dataclass(frozen=True, slots=True)
class LiveSource:
    """The running sandbox of the project."""


type Located = PlanSource | FolderSource | LiveSource


def locate(name: str, settings: Settings, notify: Notify | None = None, *, fresh: bool = False) -> Located:
    """Return the source of that name; a plan that is not cached is made.

    Args:
        name: `plan`, `live`, a path, or a commit of git.
        settings: Settings of the project.
        notify: Gets a line before each step that takes its time.
        fresh: Run a new preview instead of using the cached plan.

    Raises:
        SourceError: There is nothing of that name.
        SandboxError: Whatever stops a preview.

    """
    path = Path(name)
    if name == "plan":
        return _plan(settings, fresh=fresh)
    if name == "live":
        return LiveSource()
    if path.is_dir() or path.is_file():
        _refuse_two_meanings(name, settings)
        return FolderSource(path) if path.is_dir() else PlanSource(path, settings.root, settings.project.program)
    if _is_path(name):
        raise NoSuchPath(path)
    return _revision(name, settings, notify or _quiet, fresh=fresh)


def _is_path(name: str) -> bool:
    """Return whether a name can only be a path: no commit's name begins or ends so."""
    return name.startswith((".", os.sep, "~")) or name.endswith((os.sep, ".json"))


def _refuse_two_meanings(name: str, settings: Settings) -> None:
    """Refuse the name of a file or folder that a commit has too; one that is written as a path is none of a commit."""
    if not _is_path(name) and Repository(settings.root).knows(name):
        raise SourceAmbiguous(name, "folder" if Path(name).is_dir() else "file")


def _plan(settings: Settings, *, fresh: bool) -> PlanSource:
    with extras.required():
        from sandbox.snapshot.plan_cache import project_plans  # noqa: PLC0415 - files are read without the extra

    plans = project_plans(settings, estate.load(settings.estate), fresh=fresh)
    return PlanSource(plans, settings.root, settings.program)


def _revision(name: str, settings: Settings, notify: Notify, *, fresh: bool) -> PlanSource:
    try:
        Repository(settings.root).commit(name.removeprefix(_GIT))  # a name of nothing needs no extra
        with extras.required():
            from sandbox.snapshot.revisions.planning import plan_revision  # noqa: PLC0415 - files are read without it
        found = plan_revision(name.removeprefix(_GIT), settings, notify, fresh=fresh)
    except NoRepository as error:
        if os.sep in name and not name.startswith(_GIT):
            raise NoSuchPath(Path(name)) from error
        raise
    return PlanSource(found.plans, found.program, found.folder, str(found.commit))


def _quiet(_: str) -> None:
    """Discard progress: a test run has no place for it."""
