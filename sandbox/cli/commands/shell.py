"""`sandbox shell`."""

from __future__ import annotations

import os

import typer

from sandbox.cli import console, options
from sandbox.deploy.credentials import variables
from sandbox.estate import load

app = typer.Typer()


@app.command()
def shell(
    account: options.Account = None,
    role: options.Role = None,
    estate: options.EstateFile = None,
) -> None:
    """Start a shell in which plain pulumi, aws and boto3 speak to the sandbox."""
    settings = options.settings_of(estate)
    environment = dict(os.environ)
    for name, value in variables(settings, load(settings.estate), account, role, console.progress.print).items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value
    program = os.environ.get("SHELL", "/bin/sh")
    console.progress.print(f"A shell inside the sandbox ({environment['AWS_ENDPOINT_URL']}); `exit` leaves it.")
    os.execve(program, [program], environment)  # noqa: S606 - the person's own shell
