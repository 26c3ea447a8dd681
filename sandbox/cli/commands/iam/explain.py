"""`sandbox iam explain`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from sandbox.cli import console, iam_options, options
from sandbox.denials.explanation import explanation
from sandbox.denials.selection import LAST, one
from sandbox.deploy.denied_calls import denied_calls
from sandbox.report.decision_tree import as_rich, decision_tree
from sandbox.report.denied_call import edit_text, explanation_json, request_text, summary

app = typer.Typer()


@app.command()
def explain(
    event: Annotated[
        str,
        typer.Argument(
            metavar="[ID|last]", help="The id of a denied call, or its beginning: the request id of its response."
        ),
    ] = LAST,
    snapshot: iam_options.Snapshot = "live",
    json: options.Json = False,
) -> None:
    """Show why a call was denied: the statements, their lines in the program, and the smallest edit."""
    call = one(denied_calls(options.settings_of()), event)
    if call.request is None:
        if json:
            console.print_json({"call": call.to_json()})
        else:
            _print(summary(call))
        return
    read = iam_options.read_snapshot(snapshot).snapshot
    found = explanation(call, call.request, read)
    if json:
        console.print_json(explanation_json(found))
        return
    _print(request_text(found))
    console.print_unwrapped(as_rich(decision_tree(found.trace, read)))
    with console.working("Searching for the smallest edit"):
        edits = list(edit_text(found))
    _print(edits)
    for note in read.notes:
        console.progress.print(f"not read: {note}", markup=False)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        console.out.print(line, highlight=False, markup=False, soft_wrap=True)
