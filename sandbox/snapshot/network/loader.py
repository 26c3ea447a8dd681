"""Networks by name: `plan`, `live`, a folder of exported files, a file that Pulumi wrote, or a commit of git."""

from __future__ import annotations

from dataclasses import replace

from sandbox import extras
from sandbox import settings as settings_module
from sandbox.reach.model import Network
from sandbox.settings import Settings
from sandbox.snapshot import plan as pulumi_files
from sandbox.snapshot.locate import FolderSource, LiveSource, Notify, PlanSource, locate
from sandbox.snapshot.network import exported, plan


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
        case FolderSource(folder):
            return exported.read(folder)
        case LiveSource():
            return _live(known)


def _live(settings: Settings) -> Network:
    with extras.required():
        from sandbox.snapshot.network.live_sandbox import live_network  # noqa: PLC0415 - files are read without it
        from sandbox.snapshot.network.source_overlay import with_program_lines  # noqa: PLC0415 - the same

    found = live_network(settings).read(settings.root)
    states = sorted((settings.state / "state" / ".pulumi" / "stacks" / settings.project.name).glob("*.json"))
    if not states:
        return found
    document = pulumi_files.merged(states, settings.estate)
    return with_program_lines(found, plan.read(document, settings.root, settings.project.program))
