"""`sandbox estate check` and `sandbox estate schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sandbox.cli import console, options
from sandbox.estate import load
from sandbox.estate.schema import json_schema

app = typer.Typer(name="estate", help="Check the estate file, or print its schema for an editor.", no_args_is_help=True)


@app.command()
def check(file: Annotated[Path | None, typer.Argument(help="The estate file. Default: the project's.")] = None) -> None:
    """Check an estate file: print every error with its line and what would be right."""
    path = file or options.settings_of().own_estate
    found = load(path)
    console.out.print(
        f"{path} is valid: {len(found.accounts) + 1} accounts, {len(found.datacentre.lines)} lines, "
        f"{sum(account.vpc is not None for account in found.accounts.values())} VPCs."
    )


@app.command()
def schema() -> None:
    """Print the JSON Schema of an estate file."""
    console.print_json(json_schema())
