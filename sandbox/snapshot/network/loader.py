"""Networks by name: `plan`, `live`, a folder of exported files, a file that Pulumi wrote, or a commit of git."""

from __future__ import annotations

from dataclasses import replace

from sandbox import settings as settings_module
from sandbox.reach.model import Network
from sandbox.settings import Settings
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.locate import FolderSource, LiveSource, Notify, PlanSource, locate
from sandbox.snapshot.network import plan


def load(name: str, settings: Settings | None = None, notify: Notify | None = None, *, fresh: bool = False) -> Network:
    """Return the network of that name.

    Args:
        name: `plan`, `live`, a path, or a commit of git.
        settings: Settings of the project; those of the working directory by default.
        notify: Gets a line before each step that takes its time.
        fresh: Run a new preview instead of using the cached plan.

    Raises:
        SourceError: There is nothing of that name, or it cannot be read.
        SandboxError: Whatever stops a preview or an engine.

    """
    known = settings or settings_module.read({})
    match locate(name, known, notify, fresh=fresh):
        case PlanSource(given, program, folder, named):
            network = plan.read(given, program, folder)
            return replace(network, source=named) if named else network
        case LiveSource() | FolderSource():
            raise SourceUnreadable(name, "networks are read from plans alone", "Name `plan`, a file or a commit.")
