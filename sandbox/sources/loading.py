"""One word for each source: `plan`, `live`, a folder of exported files, a file of Pulumi's."""

from __future__ import annotations

from pathlib import Path

import estate
from sandbox import settings as settings_room
from sandbox.iam.world import World
from sandbox.settings import Settings
from sandbox.sources import exported, plan
from sandbox.sources.errors import SourceMissing


def load(name: str, settings: Settings | None = None) -> World:
    """Read the world of that name; raises SourceError, and whatever stops a preview or an engine."""
    known = settings or settings_room.read({})
    if name == "plan":
        return _preview(known)
    if name == "live":
        return _live(known)
    path = Path(name)
    if path.is_dir():
        return exported.read(path)
    if path.is_file():
        return plan.read(path, known.root)
    raise SourceMissing(name, "there is no such world", "Name `plan`, `live`, a folder of exported files, or a file.")


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
    return joined(answers, plan.read(plan.merged(states), settings.root)) if states else answers
