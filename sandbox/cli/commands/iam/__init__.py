"""The commands `sandbox iam COMMAND`: one file a command, imported when it runs."""

from __future__ import annotations

import sys

import typer

from sandbox.cli import command_loading

app = typer.Typer()


def build(asked: str | None) -> typer.Typer:
    """The group with the command that is asked for, or with all of them where none is."""
    group = typer.Typer(no_args_is_help=True)
    for command in command_loading.load(__name__, asked):
        group.add_typer(command)
    return group


_PLACE = 2
"""Of the command's name: `sandbox iam COMMAND`."""
app.add_typer(build(sys.argv[_PLACE] if len(sys.argv) > _PLACE else None), name="iam", help="Who may do what, and why.")
