"""`sandbox up`."""

from __future__ import annotations

import time
from dataclasses import asdict

import typer

from sandbox.cli import console, options, tables
from sandbox.deploy.up import up as bring_up
from sandbox.estate import load

app = typer.Typer()


@app.command()
def up(  # noqa: PLR0917 - typer makes flags of them, given by name
    split: options.Split = False,
    estate: options.EstateFile = None,
    engine: options.EngineName = None,
    endpoint: options.Endpoint = None,
    port: options.Port = None,
    json: options.Json = False,
) -> None:
    """Bring the whole estate up, or bring what stands up to date."""
    settings = options.settings_of(estate, engine, endpoint, port)
    began = time.monotonic()
    wanted = load(settings.estate)
    with console.working("Bringing the estate up") as say:
        done = bring_up(settings, wanted, "split" if split else "all", say)
    if json:
        console.print_json(asdict(done))
    else:
        tables.show_estate(wanted, done, time.monotonic() - began)
