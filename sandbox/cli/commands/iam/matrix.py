"""`sandbox iam matrix`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sandbox import settings
from sandbox.access import Cell, InvalidQuery, Matrix, names
from sandbox.access.matrix import MatrixSearch
from sandbox.cli import console, iam_options, iam_progress, options
from sandbox.iam.snapshot import Snapshot
from sandbox.report import access_matrix
from sandbox.report.access_page import Provenance, as_html
from sandbox.report.evaluated_region import home_region
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
    region: iam_options.Region = None,
    json: options.Json = False,
) -> None:
    """Show which actions each role and user of the snapshot can perform."""
    if csv and csv.suffix.lower() == ".parquet":
        raise typer.BadParameter(
            "Parquet is not written, only CSV. DuckDB and others convert CSV to Parquet.", param_hint="--csv"
        )
    actions = names.actions(action)
    read = iam_options.read_snapshot(snapshot, fresh=fresh, region=region).snapshot
    known = sorted(_principals(read, principals), key=iam_options.table_order(read))
    kept: list[Cell] = []
    with iam_progress.counting("Evaluating", "principals") as progress, console.writing(csv) as write_csv:
        search = MatrixSearch(read, actions)
        table = access_matrix.MatrixTable(read, len(actions))
        write_json = console.JsonList() if json else None
        write_csv(access_matrix.CSV_HEADER)
        for done, principal in enumerate(known, 1):
            cells = tuple(search.row(principal))
            table.add(principal, cells)
            if csv:
                write_csv(access_matrix.csv_lines(principal, cells, search.actions, read))
            if write_json:
                write_json.add(access_matrix.as_json(cells, search.actions, read))
            if html:
                kept += cells
            progress(done, len(known))
    if html:
        found = Matrix(search.actions, tuple(kept))
        console.write(html, as_html(found, read, Provenance(snapshot, datetime.now(UTC), _commit())))
    if write_json:
        write_json.end()
    else:
        console.out.print(table.table)
        if table.left_out:
            console.out.print(f"and {table.left_out:,} more principals: --csv lists all", markup=False)
        console.out.print(f"Region: {home_region(read)}", highlight=False, markup=False)
        console.out.print(access_matrix.LEGEND, highlight=False, markup=False)


def _principals(read: Snapshot, named: list[str] | None) -> list[str]:
    if not named:
        return list(read.callers)
    try:
        found = [names.principal(read, principal) for principal in named]
    except InvalidQuery as error:
        raise typer.BadParameter(str(error), param_hint="--principal") from None
    if None in found:
        raise typer.BadParameter("An anonymous principal has no row: use `sandbox iam why`.", param_hint="--principal")
    return [arn for arn in found if arn is not None]


def _commit() -> str | None:
    """Return the commit of the project; None outside a git repository."""
    try:
        return Repository(settings.read({}).root).commit("HEAD").id
    except SourceError:
        return None
