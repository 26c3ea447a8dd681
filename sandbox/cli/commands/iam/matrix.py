"""`sandbox iam matrix`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sandbox.access import matrix as all_answers
from sandbox.cli import console, iam_matrix, iam_options, options
from sandbox.sources import naming
from sandbox.sources.catalogue import catalogue
from sandbox.sources.loading import load

app = typer.Typer()


@app.command()
def matrix(  # noqa: PLR0917 - typer's parameters are options
    callers: Annotated[list[str] | None, typer.Option("--principal", metavar="ACCOUNT/ROLE", help="This one.")] = None,
    action: Annotated[str, typer.Option("--action", metavar="PATTERN", help="Only these, as in s3:Get*.")] = "*",
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Every answer that is not no.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page for people.")] = None,
    world: iam_options.World = "plan",
    json: options.Json = False,
) -> None:
    """Say who can do what: every role and user of the world, every action that AWS has."""
    names = iam_matrix.fitting(catalogue().names, action)
    if not names:
        naming.action(catalogue(), action)  # says which is near
    with console.working("Reading the world"):
        read = load(world)
    asked = [naming.principal(read, caller) or "" for caller in callers or read.callers]
    with console.working("Asking"):
        found = all_answers(read, names, sorted(asked, key=lambda caller: naming.called(read, caller)))
    if csv:
        console.write(csv, iam_matrix.as_csv(found, read))
    if html:
        console.write(html, iam_matrix.as_html(found, read))
    if json:
        console.print_json(list(iam_matrix.plain(found, read)))
    else:
        console.out.print(iam_matrix.table(found, read))
        console.out.print(iam_matrix.MEANING, highlight=False, markup=False)
