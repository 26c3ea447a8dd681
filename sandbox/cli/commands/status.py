"""`sandbox status`."""

from __future__ import annotations

import typer

from sandbox.cli import console, options, tables
from sandbox.deploy.status import status as look
from sandbox.estate import load

app = typer.Typer()


@app.command()
def status(estate: options.EstateFile = None, json: options.Json = False) -> None:
    """Show what stands: endpoint, engine, accounts, stacks."""
    settings = options.settings_of(estate)
    found = look(settings, load(settings.estate))
    if json:
        console.print_json(found)
    else:
        tables.show_status(found)
