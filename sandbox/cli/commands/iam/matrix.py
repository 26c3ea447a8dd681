"""`sandbox iam matrix`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sandbox.access import matrix as all_answers
from sandbox.cli import console, iam_matrix, iam_options
from sandbox.sources.catalogue import catalogue
from sandbox.sources.loading import load
from sandbox.sources.naming import principal

app = typer.Typer()


@app.command()
def matrix(
    callers: Annotated[list[str] | None, typer.Option("--principal", metavar="ACCOUNT/ROLE", help="This one.")] = None,
    action: Annotated[str, typer.Option("--action", metavar="PATTERN", help="Only these, as in s3:Get*.")] = "*",
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Every answer that is not no.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page for people.")] = None,
    world: iam_options.World = "plan",
) -> None:
    """Say who can do what: every role and user of the world, every action that AWS has."""
    with console.working("Reading the world"):
        read = load(world)
    asked = [principal(read, caller) or "" for caller in callers] if callers else None
    names = iam_matrix.fitting(catalogue().names, action)
    with console.working("Asking"):
        found = all_answers(read, names, asked)
    if csv:
        csv.write_text(iam_matrix.as_csv(found, read), encoding="utf-8")
    if html:
        html.write_text(iam_matrix.as_html(found, read), encoding="utf-8")
    console.out.print(iam_matrix.table(found, read))
    console.out.print(iam_matrix.MEANING, highlight=False, markup=False)
