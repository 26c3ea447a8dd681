"""`sandbox reset`."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox.cli import console, options
from sandbox.deploy.down import reset as wipe

app = typer.Typer()


@app.command()
def reset(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Take the sandbox down and forget everything that was deployed from this clone."""
    settings = options.settings_of()
    if not yes:
        typer.confirm(f"Forget every stack of {settings.root} and end its engine?", abort=True)
    with console.working("Wiping the sandbox") as say:
        wipe(settings, say)
    console.progress.print("Wiped. `sandbox up` builds anew.")
