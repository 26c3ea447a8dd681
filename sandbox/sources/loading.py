"""One word for each source: `plan`, `live`, a folder of exported files, a file of Pulumi's."""

from __future__ import annotations

from pathlib import Path

import estate
from sandbox import settings as settings_room
from sandbox.iam.world import World
from sandbox.settings import Settings
from sandbox.sources import plan
from sandbox.sources.errors import SourceMissing


def load(name: str, settings: Settings | None = None) -> World:
    """Read the world of that name; raises SourceError, and whatever stops a preview or an engine."""
    known = settings or settings_room.read({})
    if name == "plan":
        return _preview(known)
    path = Path(name)
    if path.is_file():
        return plan.read(path, known.root)
    raise SourceMissing(name, "there is no such world", "Name `plan`, `live`, a folder of exported files, or a file.")


def _preview(settings: Settings) -> World:
    # Planning imports a toolchain that a world from a file does without.
    from sandbox.deploy.preview import preview  # noqa: PLC0415

    plans = preview(settings, estate.load(settings.estate), lambda _: None)
    return plan.read(plans, settings.root)
