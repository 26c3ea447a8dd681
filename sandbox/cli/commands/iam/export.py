"""`sandbox iam export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sandbox.cli import console, options
from sandbox.snapshot import exported
from sandbox.snapshot.live_sandbox import live
from sandbox.snapshot.network.live_sandbox import live_network

app = typer.Typer()


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to write the files to.")],
    estate: options.NamesFrom = None,
) -> None:
    """Write policies and network of the running sandbox as the AWS CLI prints them, for `--snapshot FOLDER`."""
    settings, named = options.settings_of(estate), options.named_estate(estate)
    with console.working("Reading every account"):
        files = {**live(settings, named).responses(), **live_network(settings, named).files()}
    exported.write(files, folder)
    console.out.print(f"{len(files)} files in {folder}", highlight=False, markup=False)
