"""`sandbox status`."""

from __future__ import annotations

import typer

from sandbox.cli import console, options, tables
from sandbox.deploy.status import status as look

app = typer.Typer()


@app.command()
def status(estate: options.NamesFrom = None, json: options.Json = False) -> None:
    """Show what is deployed: endpoint, engine, estate, accounts and stacks."""
    found = look(options.settings_of(estate), options.named_estate(estate))
    if json:
        console.print_json(found)
    else:
        tables.show_status(found)
