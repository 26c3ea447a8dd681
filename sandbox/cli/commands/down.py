"""`sandbox down`."""

from __future__ import annotations

import typer

from sandbox.cli import console, options
from sandbox.deploy.down import Ended
from sandbox.deploy.down import down as take_down

app = typer.Typer()

SAID = {
    Ended.NOTHING: "Nothing ran in this clone.",
    Ended.GONE: "Down. LocalStack keeps nothing: the next `sandbox up` builds anew.",
    Ended.LET_GO: "Let go of the engine: it runs on where it was started, and still holds the estate.",
}


@app.command()
def down() -> None:
    """End every process of this clone's sandbox."""
    with console.working("Taking the sandbox down") as say:
        ended = take_down(options.settings_of(), say)
    console.progress.print(SAID[ended], soft_wrap=True)
