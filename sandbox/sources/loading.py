"""One word for each source: `plan`, `live`, a folder of exported files, a file of Pulumi's, a commit of git."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import estate
from sandbox import settings as settings_room
from sandbox.iam.world import World
from sandbox.settings import Settings
from sandbox.sources import exported, plan
from sandbox.sources.errors import SourceAmbiguous

type Say = Callable[[str], None]

_GIT = "git:"
"""Before the name of a commit that a file or folder has too."""


@dataclass(frozen=True, slots=True)
class Source:
    """A world, and the folder of the program that its lines are in."""

    world: World
    program: Path


def load(name: str, settings: Settings | None = None) -> World:
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
    from sandbox.sources.revisions.repository import Repository  # noqa: PLC0415 - see below

    if not name.startswith((".", "/")) and Repository(settings.root).knows(name):
        raise SourceAmbiguous(name, "folder" if Path(name).is_dir() else "file")


def _revision(name: str, settings: Settings, say: Say) -> Source:
    from sandbox.sources import revisions  # noqa: PLC0415 - it plans

    found = revisions.planned(name, settings, say)
    return Source(replace(plan.read(found.plans, found.program), source=str(found.commit)), found.program)


def _quiet(_: str) -> None:
    """A test run has no place for progress."""


def _preview(settings: Settings) -> World:
    # Planning imports a toolchain that a world from a file does without.
    from sandbox.sources.previewing import planned  # noqa: PLC0415

    return plan.read(planned(settings, estate.load(settings.estate)), settings.root)


def _live(settings: Settings) -> World:
    # The same holds for what speaks to an engine.
    from sandbox.sources.entering import live  # noqa: PLC0415
    from sandbox.sources.joining import joined  # noqa: PLC0415

    answers = live(settings).read()
    states = sorted((settings.state / "state" / ".pulumi" / "stacks" / "causeway").glob("*.json"))
    if not states:
        return answers
    return joined(answers, plan.read(plan.merged(states, settings.estate), settings.root))
