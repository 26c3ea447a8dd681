"""`sandbox up`."""

from __future__ import annotations

import time
from dataclasses import asdict

import typer

from sandbox.cli import console, options, tables
from sandbox.cli.denied_calls import explained
from sandbox.cli.progress_display import update_progress
from sandbox.deploy.errors import UpdateFailed
from sandbox.deploy.estate_choice import with_deployed_file
from sandbox.deploy.up import up as deploy
from sandbox.estate import load

app = typer.Typer()


@app.command()
def up(  # noqa: PLR0917 - typer makes options of them, given by name
    split: options.Split = False,
    estate: options.EstateFile = None,
    engine: options.EngineName = None,
    endpoint: options.Endpoint = None,
    port: options.Port = None,
    enforcement: options.Enforcement = None,
    account_id_keys: options.AccountIdKeys = None,
    json: options.Json = False,
    verbose: options.Verbose = False,
) -> None:
    """Deploy the estate, or update the deployed one."""
    settings = options.settings_of(
        estate,
        engine=engine,
        endpoint=endpoint,
        port=port,
        enforcement=enforcement,
        account_id_keys=account_id_keys,
    )
    began = time.monotonic()
    if estate is None:
        settings = with_deployed_file(settings, console.print_progress)
    wanted = load(settings.estate)
    bare = settings.project.estate is None
    title = "Deploying the program" if bare else "Deploying the estate"
    with update_progress(title, verbose=verbose) as display:
        try:
            done = deploy(settings, wanted, "split" if split else "all", display.notify, (display.steps,))
        except UpdateFailed as failed:
            raise explained(settings, failed, display.notify) from failed
    if json:
        console.print_json(asdict(done))
    else:
        tables.show_deployed(settings.project.name if bare else wanted.name, wanted, done, time.monotonic() - began)
        tables.show_enforcement(settings.enforcement, account_id_keys=settings.account_id_keys)
