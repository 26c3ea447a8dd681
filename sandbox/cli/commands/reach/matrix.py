"""`sandbox reach matrix`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sandbox.cli import console, iam_options, options, reach_options
from sandbox.reach import ends
from sandbox.reach.errors import ReachError
from sandbox.reach.matrix import reach_matrix
from sandbox.reach.model import EndKind, FlowEnd, Network
from sandbox.report.reach_matrix import LEGEND, matrix_csv, matrix_json, matrix_summary, matrix_table
from sandbox.report.reach_page import matrix_html

app = typer.Typer()


@app.command()
def matrix(  # noqa: PLR0917 - typer's parameters are options
    sources: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="END", help="Only from these ends, as for FROM; repeat it for more."),
    ] = None,
    destinations: Annotated[
        list[str] | None, typer.Option("--to", metavar="END", help="Only to these ends; repeat it for more.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the open ports as CSV.")] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write an HTML page with filters.")
    ] = None,
    snapshot: reach_options.Snapshot = "plan",
    fresh: iam_options.Fresh = False,
    json: options.Json = False,
) -> None:
    """Show which protocols and ports are open between all pairs of ends, there and back."""
    network = reach_options.read_network(snapshot, fresh=fresh)
    by, to = _named(network, sources, "--from"), _named(network, destinations, "--to")
    if by and all(end.kind is EndKind.LOAD_BALANCER for end in by):
        raise typer.BadParameter("A load balancer is no source: name its clients or its targets.", param_hint="--from")
    with console.working("Evaluating all pairs"):
        found = reach_matrix(network, by, to)
    if csv:
        console.write(csv, matrix_csv(found))
    if html:
        console.write(html, matrix_html(found, snapshot, datetime.now(UTC)))
    if json:
        console.print_json(matrix_json(found))
    else:
        console.print_unwrapped(matrix_table(found))
        console.out.print(f"{matrix_summary(found)}. {LEGEND}", highlight=False, markup=False)


def _named(network: Network, texts: list[str] | None, option: str) -> tuple[FlowEnd, ...] | None:
    if not texts:
        return None
    try:
        found = [end for text in texts for end in ends.resolve(network, text)]
    except ReachError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    return tuple({(end.kind, end.id, end.address, end.prefixes): end for end in found}.values())
