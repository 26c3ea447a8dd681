"""Which estate file `up` and `preview` work on, where none is named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sandbox import engine
from sandbox.deploy import deployment
from sandbox.deploy.errors import StateDamaged
from sandbox.package_data import bare_estate
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
    if file.resolve() == bare_estate().resolve():
        notify(f"the program is deployed without an estate file; --estate {_shown(settings)} names the project's")
        return replace(settings, project=replace(settings.project, estate=None))
    notify(f"{found.estate} is deployed; --estate FILE names another estate")
    return replace(settings, project=replace(settings.project, estate=file))


def _shown(settings: Settings) -> str:
    """Return the path of the project's own estate file, below its root where it is."""
    own = settings.own_estate
    return str(own.relative_to(settings.root)) if own.is_relative_to(settings.root) else str(own)


def _configured(settings: Settings) -> Path | None:
    try:
        return settings.estate.resolve()
    except NoEstateFile:
        return None
