"""`sandbox iam diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox.access import Cause, differences
from sandbox.cli import console, iam_options, options
from sandbox.facts.action_catalogue import catalogue
from sandbox.origin import Origin
from sandbox.report import access_diff
from sandbox.snapshot.source_map.changed_line import changed_line

app = typer.Typer()


@app.command()
def diff(  # noqa: PLR0917 - typer's parameters are options
    before: Annotated[str, typer.Argument(metavar="BEFORE", help=f"The snapshot before: {iam_options.SOURCES}.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The snapshot after.")],
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, for a pull request.")] = False,
    fresh: iam_options.Fresh = False,
    region: iam_options.Region = None,
    json: options.Json = False,
) -> None:
    """Show which principals gain or lose which actions from BEFORE to AFTER, with a request and the changed line."""
    old, new = (iam_options.read_snapshot(name, fresh=fresh, region=region) for name in (before, after))

    def locate(cause: Cause) -> Origin | None:
        origin = cause.origin
        return changed_line(origin, cause.was, cause.now, old.program, new.program) if origin else None

    with console.working("Comparing"):
        found = access_diff.group_changes(
            differences(old.snapshot, new.snapshot, catalogue().names), locate, iam_options.table_order(new.snapshot)
        )
    if json:
        console.print_json([access_diff.as_json(change) for change in found])
    elif markdown:
        print(access_diff.as_markdown(found, old.snapshot, new.snapshot))  # noqa: T201 - rich would wrap it
    else:
        console.print_unwrapped(access_diff.tree(found, old.snapshot, new.snapshot))
