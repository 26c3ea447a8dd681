"""One word for each source: `plan`, `live`, a folder of exported files, a file of Pulumi's, a commit of git."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import estate
from sandbox import settings as settings_room
from sandbox.iam.snapshot import Snapshot
from sandbox.settings import Settings
from sandbox.snapshot import exported, plan
from sandbox.snapshot.errors import SourceAmbiguous

type Say = Callable[[str], None]

_GIT = "git:"
"""Before the name of a commit that a file or folder has too."""


@dataclass(frozen=True, slots=True)
class Source:
    """A world, and the folder of the program that its lines are in."""

    world: Snapshot
    program: Path


def load(name: str, settings: Settings | None = None) -> Snapshot:
    """Read the world of that name; raises SourceError, and whatever stops a preview or an engine."""
    return opened(name, settings).world


def opened(name: str, settings: Settings | None = None, say: Say | None = None) -> Source:
    """The same with its program; `say` is told what takes its time."""
    known = settings or settings_room.read({})
    path = Path(name)
    if name == "plan":
        return Source(_preview(known), known.root)
    if name == "live":
        return Source(_live(known), known.root)
    if path.is_dir() or path.is_file():
        _refuse_two_meanings(name, known)
        return Source(exported.read(path) if path.is_dir() else plan.read(path, known.root), known.root)
    return _revision(name.removeprefix(_GIT), known, say or _quiet)


def _refuse_two_meanings(name: str, settings: Settings) -> None:
    """A branch may be called like a folder; one that is written as a path is none."""
    from sandbox.snapshot.revisions.repository import Repository  # noqa: PLC0415 - see below

    if not name.startswith((".", "/")) and Repository(settings.root).knows(name):
        raise SourceAmbiguous(name, "folder" if Path(name).is_dir() else "file")


def _revision(name: str, settings: Settings, say: Say) -> Source:
    from sandbox.snapshot import revisions  # noqa: PLC0415 - it plans

    found = revisions.planned(name, settings, say)
    return Source(replace(plan.read(found.plans, found.program), source=str(found.commit)), found.program)


def _quiet(_: str) -> None:
    """A test run has no place for progress."""


def _preview(settings: Settings) -> Snapshot:
    # Planning imports a toolchain that a world from a file does without.
    from sandbox.snapshot.plan_cache import planned  # noqa: PLC0415

    return plan.read(planned(settings, estate.load(settings.estate)), settings.root)


def _live(settings: Settings) -> Snapshot:
    # The same holds for what speaks to an engine.
    from sandbox.snapshot.sandbox_clients import live  # noqa: PLC0415
    from sandbox.snapshot.source_overlay import joined  # noqa: PLC0415

    answers = live(settings).read()
    states = sorted((settings.state / "state" / ".pulumi" / "stacks" / settings.project.name).glob("*.json"))
    if not states:
        return answers
    return joined(answers, plan.read(plan.merged(states, settings.estate), settings.root))
