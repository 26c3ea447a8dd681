"""`sandbox iam matrix`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sandbox import settings
from sandbox.access import InvalidQuery, names
from sandbox.access import matrix as access_matrix_of
from sandbox.cli import console, iam_options, iam_progress, options
from sandbox.report import access_matrix
from sandbox.report.access_page import Provenance, as_html
from sandbox.snapshot.errors import SourceError
from sandbox.snapshot.repository import Repository

app = typer.Typer()


@app.command()
def matrix(  # noqa: PLR0917 - typer's parameters are options
    principals: Annotated[
        list[str] | None,
        typer.Option("--principal", metavar="ACCOUNT/ROLE", help="Only this principal; repeat it for more."),
    ] = None,
    action: Annotated[str, typer.Option("--action", metavar="PATTERN", help="Only these, as in s3:Get*.")] = "*",
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write all results except denied ones as CSV.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write an HTML page with filters.")
    ] = None,
    snapshot: iam_options.Snapshot = "plan",
    fresh: iam_options.Fresh = False,
    json: options.Json = False,
) -> None:
    """Show which actions each role and user of the snapshot can perform."""
    actions = names.actions(action)
    read = iam_options.read_snapshot(snapshot, fresh=fresh).snapshot
    try:
        named = [names.principal(read, principal) for principal in principals or read.callers]
    except InvalidQuery as error:
        raise typer.BadParameter(str(error), param_hint="--principal") from None
    known = [arn for arn in named if arn is not None]
    if len(known) < len(named):
        raise typer.BadParameter("An anonymous principal has no row: use `sandbox iam why`.", param_hint="--principal")
    with iam_progress.counting("Evaluating", "principals") as progress:
        found = access_matrix_of(read, actions, sorted(known, key=iam_options.table_order(read)), progress)
    if csv:
        console.write(csv, access_matrix.as_csv(found, read))
    if html:
        console.write(html, as_html(found, read, Provenance(snapshot, datetime.now(UTC), _commit())))
    if json:
        console.print_json(list(access_matrix.as_json(found, read)))
    else:
        console.out.print(access_matrix.as_table(found, read))
        console.out.print(access_matrix.LEGEND, highlight=False, markup=False)


def _commit() -> str | None:
    """Return the commit of the project; None outside a git repository."""
    try:
        return Repository(settings.read({}).root).commit("HEAD").id
    except SourceError:
        return None
