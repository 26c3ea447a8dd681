"""Load the commands of a package, each from the module of its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import cast

import typer

from sandbox import extras
from sandbox.extras import ExtraMissing


def load(package: ModuleType | str, wanted: str | None) -> Iterator[typer.Typer]:
    """Yield the wanted command, or all of them where none has that name: for `--help` and for typing errors.

    In a list of all, a command that needs an extra which is not installed is shown as such and refuses to run.
    """
    module = importlib.import_module(package) if isinstance(package, str) else package
    existing = names(module)
    for name in [wanted] if wanted in existing else existing:
        yield _command(f"{module.__name__}.{name}", required=name == wanted)


def names(package: ModuleType | str) -> list[str]:
    """Return the names of a package's commands."""
    module = importlib.import_module(package) if isinstance(package, str) else package
    return [found.name for found in pkgutil.iter_modules(module.__path__)]


def _command(module: str, *, required: bool) -> typer.Typer:
    try:
        return cast("typer.Typer", importlib.import_module(module).app)
    except ModuleNotFoundError as error:
        package = extras.missing(error)
        if required or package is None:
            raise
    refused = typer.Typer()

    @refused.command(module.rpartition(".")[2], help=rf"Not installed: needs `causeway\[{extras.SANDBOX}]`.")
    def refuse() -> None:
        raise ExtraMissing(package)

    return refused
