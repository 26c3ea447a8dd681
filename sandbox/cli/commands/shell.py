"""`sandbox shell`."""

from __future__ import annotations

import os

import typer

from sandbox.cli import console, options
from sandbox.deploy.credentials import variables

app = typer.Typer()


@app.command()
def shell(
    account: options.Account = None,
    role: options.Role = None,
    estate: options.NamesFrom = None,
) -> None:
    """Start a shell in which pulumi, aws and boto3 use the sandbox."""
    settings = options.settings_of(estate)
    named = options.named_estate(estate)
    environment = dict(os.environ)
    for name, value in variables(settings, named, account, role, console.print_progress).items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value
    program = os.environ.get("SHELL", "/bin/sh")
    console.progress.print(f"A shell in the sandbox ({environment['AWS_ENDPOINT_URL']}); type `exit` to leave it.")
    os.execve(program, [program], environment)  # noqa: S606 - the user's own shell
