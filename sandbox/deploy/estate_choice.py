"""Which estate file `up` and `preview` work on, where none is named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sandbox import engine
from sandbox.deploy import deployment
from sandbox.deploy.errors import StateDamaged
from sandbox.project import NoEstateFile
from sandbox.settings import Settings


def with_deployed_file(settings: Settings, notify: Callable[[str], None]) -> Settings:
    """Return the settings with the file of the deployed estate; unchanged where nothing is deployed.

    A damaged record leaves them unchanged: `up` rebuilds the estate then. Raises DeployedFileMissing.
    """
    found = None
    with suppress(StateDamaged):
        found = deployment.in_engine(settings.state, engine.inspect(settings))
    if found is None:
        return settings
    file = deployment.deployed_file(settings.state, found)
    if file.resolve() == _configured(settings):
        return settings  # also the package's own file, of a program without one: the project still has none
    notify(f"{found.estate} is deployed; --estate FILE names another estate")
    return replace(settings, project=replace(settings.project, estate=file))


def _configured(settings: Settings) -> Path | None:
    try:
        return settings.estate.resolve()
    except NoEstateFile:
        return None
