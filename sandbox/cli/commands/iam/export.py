"""`sandbox iam export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sandbox.cli import console, options
from sandbox.snapshot import exported
from sandbox.snapshot.live_sandbox import live

app = typer.Typer()


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to write the files to.")],
    estate: options.NamesFrom = None,
) -> None:
    """Write the policies of the running sandbox as the AWS CLI prints them: a snapshot for `--snapshot FOLDER`."""
    with console.working("Reading every account"):
        files = live(options.settings_of(estate), options.named_estate(estate)).responses()
    exported.write(files, folder)
    console.out.print(f"{len(files)} files in {folder}", highlight=False, markup=False)
