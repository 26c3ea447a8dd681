"""`sandbox down`."""

from __future__ import annotations

import typer

from sandbox.cli import console, options
from sandbox.deploy.down import Ended
from sandbox.deploy.down import down as stop

app = typer.Typer()

RESULT = {
    Ended.NOTHING: "Nothing was running in this project.",
    Ended.STOPPED: "Stopped. LocalStack keeps no state: the next `sandbox up` rebuilds the estate.",
    Ended.DETACHED: "Detached: the engine keeps running and still has the estate.",
}


@app.command()
def down() -> None:
    """Stop every process of this project's sandbox."""
    with console.working("Stopping the sandbox") as notify:
        ended = stop(options.settings_of(), notify)
    console.progress.print(RESULT[ended], soft_wrap=True)
