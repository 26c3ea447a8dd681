"""`sandbox logs`."""

from __future__ import annotations

import os
import sys
import time
from typing import Annotated

import typer

from sandbox import engine
from sandbox.cli import options

app = typer.Typer()

POLL_SECONDS = 0.3


@app.command()
def logs(follow: Annotated[bool, typer.Option("-f", "--follow", help="Keep printing new lines.")] = False) -> None:
    """Print the engine's log."""
    path = engine.log(options.settings_of())
    with path.open(encoding="utf-8", errors="replace") as file:
        try:
            while True:
                sys.stdout.write(file.read())
                sys.stdout.flush()
                if not follow:
                    return
                time.sleep(POLL_SECONDS)
        except (KeyboardInterrupt, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
