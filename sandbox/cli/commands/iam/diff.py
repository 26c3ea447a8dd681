"""`sandbox iam diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox.access import differences
from sandbox.cli import console, iam_options, options
from sandbox.facts.action_catalogue import catalogue
from sandbox.report import access_diff
from sandbox.snapshot.loading import load_source

app = typer.Typer()

_WORLD = "plan|live|DIR|FILE|COMMIT"


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help=_WORLD)],
    after: Annotated[str, typer.Argument(metavar="AFTER", help=_WORLD)],
    markdown: Annotated[bool, typer.Option("--markdown", help="For a pull request.")] = False,
    fresh: iam_options.Fresh = False,
    json: options.Json = False,
) -> None:
    """Say who gains and who loses what from BEFORE to AFTER, one request that shows it, and the line that did it."""
    with console.working("Reading both worlds") as say:
        was, now = (load_source(name, say=say, fresh=fresh) for name in (before, after))
    old, new = was.snapshot, now.snapshot
    with console.working("Comparing"):
        found = access_diff.gathered(differences(old, new, catalogue().names), was.program, now.program)
    if json:
        console.print_json([access_diff.plain(change) for change in found])
    elif markdown:
        print(access_diff.as_markdown(found, old, new))  # noqa: T201 - rich would wrap it
    else:
        console.print_tree(access_diff.tree(found, old, new))
