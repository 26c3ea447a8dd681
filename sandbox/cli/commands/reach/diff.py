"""`sandbox reach diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox.cli import console, iam_options, options, reach_options
from sandbox.reach.diff import flow_changes
from sandbox.report.flow_diff import flow_diff_json, flow_diff_markdown, flow_diff_tree

app = typer.Typer()


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help=f"The network before: {iam_options.SOURCES}.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The network after.")],
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, for a pull request.")] = False,
    fresh: iam_options.Fresh = False,
    json: options.Json = False,
) -> None:
    """Show which flows between named ends appear or vanish from BEFORE to AFTER, with a packet and the changed line."""
    old, new = (reach_options.read_network(name, fresh=fresh) for name in (before, after))
    with console.working("Comparing"):
        found = flow_changes(old, new)
    if json:
        console.print_json(flow_diff_json(found))
    elif markdown:
        print(flow_diff_markdown(found))  # noqa: T201 - rich would wrap it
    else:
        console.print_unwrapped(flow_diff_tree(found, f"{old.source} -> {new.source}"))
