"""The commands `sandbox iam COMMAND`: one file a command, imported when it runs."""

from __future__ import annotations

import sys

import typer

from sandbox.cli import command_loading

app = typer.Typer()


def build(name: str | None) -> typer.Typer:
    """Return the group with one command, or with all of them where none of that name exists."""
    group = typer.Typer(no_args_is_help=True)
    for command in command_loading.load(__name__, name):
        group.add_typer(command)
    return group


_PLACE = 2
"""Of the command's name: `sandbox iam COMMAND`."""
app.add_typer(
    build(sys.argv[_PLACE] if len(sys.argv) > _PLACE else None),
    name="iam",
    help=(
        "Evaluate the policies of a snapshot: why, matrix, diff; explain what the sandbox denied: denied, explain; "
        "generate policies from what was called: record, generate."
    ),
)
