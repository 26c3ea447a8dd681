"""The commands `sandbox iam COMMAND`: one file a command, imported when it runs."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer

app = typer.Typer()


def build(asked: str | None) -> typer.Typer:
    """The group with the command that is asked for, or with all of them where none is."""
    group = typer.Typer(no_args_is_help=True)
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    for name in [asked] if asked in names else names:
        group.add_typer(importlib.import_module(f"{__name__}.{name}").app)
    return group


_PLACE = 2
"""Of the command's name: `sandbox iam COMMAND`."""
app.add_typer(build(sys.argv[_PLACE] if len(sys.argv) > _PLACE else None), name="iam", help="Who may do what, and why.")
