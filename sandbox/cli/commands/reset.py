"""`sandbox reset`."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox.cli import console, options
from sandbox.deploy import checkpoint
from sandbox.deploy.down import reset as wipe

app = typer.Typer()


@app.command()
def reset(yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False) -> None:
    """Stop the sandbox and remove the state of everything that was deployed in it."""
    settings = options.settings_of()
    if not yes:
        stacks = ", ".join(checkpoint.other_stacks(settings.state, "", ())) or "none"
        typer.confirm(f"Stop the engine of {settings.root} and remove every stack ({stacks})?", abort=True)
    with console.working("Removing the sandbox's state") as notify:
        wipe(settings, notify)
    console.progress.print("Removed. `sandbox up` rebuilds the estate.")
