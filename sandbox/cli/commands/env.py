"""`sandbox env`."""

from __future__ import annotations

import shlex

import typer

from sandbox.cli import console, options
from sandbox.deploy.credentials import variables
from sandbox.estate import load

app = typer.Typer()


@app.command()
def env(
    account: options.Account = None,
    role: options.Role = None,
    estate: options.EstateFile = None,
) -> None:
    """Print what a shell needs: eval "$(sandbox env)", then plain pulumi, aws and boto3 speak to the sandbox."""
    settings = options.settings_of(estate)
    for name, value in variables(settings, load(settings.estate), account, role, console.progress.print).items():
        print(f"unset {name}" if value is None else f"export {name}={shlex.quote(value)}")  # noqa: T201 - for eval
