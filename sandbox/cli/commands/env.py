"""`sandbox env`."""

from __future__ import annotations

import shlex

import typer

from sandbox.cli import console, options
from sandbox.deploy.credentials import variables

app = typer.Typer()


@app.command()
def env(
    account: options.Account = None,
    role: options.Role = None,
    estate: options.NamesFrom = None,
) -> None:
    """Print shell commands that make pulumi, aws and boto3 use the sandbox: eval "$(sandbox env)"."""
    settings = options.settings_of(estate)
    named = options.named_estate(estate)
    for name, value in variables(settings, named, account, role, console.print_progress).items():
        print(f"unset {name}" if value is None else f"export {name}={shlex.quote(value)}")  # noqa: T201 - for eval
