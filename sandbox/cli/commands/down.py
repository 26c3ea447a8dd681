"""`sandbox down`."""

from __future__ import annotations

import typer

from sandbox.cli import console, options
from sandbox.deploy.down import down as take_down

app = typer.Typer()


@app.command()
def down() -> None:
    """End every process of this clone's sandbox."""
    with console.working("Taking the sandbox down") as say:
        take_down(options.settings_of(), say)
    console.progress.print("Down. LocalStack keeps nothing: the next `sandbox up` builds anew.")
