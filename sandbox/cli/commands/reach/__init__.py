"""The commands `sandbox reach FROM TO` and `sandbox reach COMMAND`: one file a command, imported when it runs."""

from __future__ import annotations

import sys

import typer

from sandbox.cli import command_loading
from sandbox.cli.default_command import DEFAULT, DefaultCommandGroup

app = typer.Typer()


def build(name: str | None) -> typer.Typer:
    """Return the group with one command, or with all of them where none of that name exists."""
    group = typer.Typer(cls=DefaultCommandGroup, no_args_is_help=True)
    for command in command_loading.load(__name__, name):
        group.add_typer(command)
    return group


_NAME = "reach"


def _typed() -> str | None:
    """Return the command of `sandbox reach COMMAND`: the default one for FROM TO; None for help and other programs."""
    _, *given = sys.argv
    if given[:1] != [_NAME]:
        return None
    given = given[1:]
    if not given or "--help" in given[:1]:
        return None
    return given[0] if given[0] in command_loading.names(__name__) else DEFAULT


app.add_typer(
    build(_typed()),
    name=_NAME,
    help="Show what can reach what in a snapshot's network: FROM TO, matrix, diff, failures.",
)
