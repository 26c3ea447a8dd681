"""`sandbox preview`."""

from __future__ import annotations

import typer

from sandbox.cli import console, options, tables
from sandbox.deploy.preview import preview as plan
from sandbox.estate import load

app = typer.Typer()


@app.command()
def preview(split: options.Split = False, estate: options.EstateFile = None, json: options.Json = False) -> None:
    """Show what `up` would do, with nothing running too."""
    settings = options.settings_of(estate)
    wanted = load(settings.estate)
    with console.working("Planning the estate") as say:
        plans = plan(settings, wanted, say, form="split" if split else None)
    if json:
        console.print_json(next(iter(plans.values())) if set(plans) == {settings.project.stack} else plans)
    else:
        tables.show_plans(plans)
