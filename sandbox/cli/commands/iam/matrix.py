"""`sandbox iam matrix`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sandbox.access import matrix as all_answers
from sandbox.access import names
from sandbox.cli import console, iam_options, options
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.principal import UnknownPrincipal
from sandbox.report import access_matrix
from sandbox.snapshot.loading import load

app = typer.Typer()


@app.command()
def matrix(  # noqa: PLR0917 - typer's parameters are options
    callers: Annotated[list[str] | None, typer.Option("--principal", metavar="ACCOUNT/ROLE", help="This one.")] = None,
    action: Annotated[str, typer.Option("--action", metavar="PATTERN", help="Only these, as in s3:Get*.")] = "*",
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Every answer that is not no.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page for people.")] = None,
    world: iam_options.Snapshot = "plan",
    fresh: iam_options.Fresh = False,
    json: options.Json = False,
) -> None:
    """Say who can do what: every role and user of the world, every action that AWS has."""
    listed = access_matrix.fitting(catalogue().names, action)
    if not listed:
        raise names.unlisted(catalogue(), action)
    with console.working("Reading the world"):
        read = load(world, fresh=fresh)
    try:
        named = [names.principal(read, caller) for caller in callers or read.callers]
    except UnknownPrincipal as error:
        raise typer.BadParameter(str(error), param_hint="--principal") from None
    asked = [caller for caller in named if caller is not None]
    if len(asked) < len(named):
        raise typer.BadParameter("whoever is anonymous has no row: ask `sandbox iam why`", param_hint="--principal")
    with console.working("Asking"):
        found = all_answers(read, listed, sorted(asked, key=lambda caller: names.called(read, caller)))
    if csv:
        console.write(csv, access_matrix.as_csv(found, read))
    if html:
        console.write(html, access_matrix.as_html(found, read))
    if json:
        console.print_json(list(access_matrix.plain(found, read)))
    else:
        console.out.print(access_matrix.table(found, read))
        console.out.print(access_matrix.MEANING, highlight=False, markup=False)
