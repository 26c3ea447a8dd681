"""Plans of a changed program by the real Pulumi CLI, without a running engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox import estate, toolchain
from sandbox.deploy import environment, program_host, secrets
from sandbox.deploy.preview import _planned
from sandbox.deploy.stack_configuration import configuration
from sandbox.deploy.stacks import Project
from sandbox.deploy.up import project
from sandbox.iam.snapshot import Snapshot
from sandbox.provider import install as provider
from sandbox.settings import Settings, read
from sandbox.snapshot import plan
from tests.repository import CLONE

_PROGRAM = ("accounts", "network")
_FILES = ("Pulumi.yaml", "__main__.py", "estate.yaml")


@dataclass(frozen=True)
class Planner:
    """A copy of the program, and the Pulumi project that plans it."""

    settings: Settings
    project: Project

    def snapshot(self) -> Snapshot:
        """Return the snapshot of the copy as it is now."""
        bgp = secrets.planned_bgp_keys(self.settings.state, estate.load(self.settings.estate).datacentre.lines)
        folder = self.settings.state / "plans"
        folder.mkdir(parents=True, exist_ok=True)
        planned = self.project.plan(("all",), configuration(self.settings, bgp, "all"), folder)["all"]
        return plan.read(planned.document, self.settings.root)

    @contextmanager
    def changed(self, file: str, source: str) -> Iterator[Snapshot]:
        """Yield the snapshot while a file has this source."""
        target = self.settings.root / file
        original = target.read_text(encoding="utf-8")
        target.write_text(source, encoding="utf-8")
        try:
            yield self.snapshot()
        finally:
            target.write_text(original, encoding="utf-8")


@contextmanager
def planner(folder: Path) -> Iterator[Planner]:
    """Copy the program into a folder and yield a planner for it."""
    for name in _PROGRAM:
        shutil.copytree(CLONE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(CLONE / name, folder / name)
    settings = read({"root": folder}, {})
    model = estate.load(settings.estate)
    tools = toolchain.ensure(settings, _quiet)
    backend = settings.state / "backend"
    backend.mkdir(parents=True, exist_ok=True)
    program_host.start(settings.root, settings.state)
    try:
        yield Planner(settings, project(settings, tools, backend, _planned(model), _quiet))
    finally:
        program_host.stop(settings.state)
        provider.stop(environment.home(settings.state))


def _quiet(_: str) -> None:
    """Discard progress messages: the score prints its own."""
