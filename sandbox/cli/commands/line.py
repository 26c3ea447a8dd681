"""`sandbox line list`, `sandbox line down` and `sandbox line up`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sandbox.cli import console, options, tables
from sandbox.deploy import lines

app = typer.Typer(name="line", help="List the lines to the data centres, cut one, or restore it.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The line, or LINE@LOCATION where two have the name.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it is down, for those who look.")]


@app.command("list")
def list_lines(json: options.Json = False) -> None:
    """List the lines with the state of their connection and BGP sessions, and why one is down."""
    found = lines.lines(options.settings_of())
    if json:
        console.print_json([asdict(line) for line in found])
        return
    rows = [
        (
            it.name,
            it.location,
            it.connection or "",
            it.state,
            ", ".join(f"{name} {state}" for name, state in it.sessions.items()),
            it.reason,
        )
        for it in found
    ]
    tables.show_rows(("line", "location", "connection", "state", "sessions", "reason"), rows)
    if not rows:
        console.out.print("The data centre has no lines.")


@app.command()
def down(name: Name, reason: Reason = None, json: options.Json = False) -> None:
    """Cut a line: it stays down, over `sandbox up` as well, until `sandbox line up`."""
    _show(lines.change(options.settings_of(), name, down=True, reason=reason), json=json)


@app.command()
def up(name: Name, json: options.Json = False) -> None:
    """Restore a line that was cut."""
    _show(lines.change(options.settings_of(), name, down=False), json=json)


def _show(line: lines.LineState, *, json: bool) -> None:
    if json:
        console.print_json(asdict(line))
        return
    text = f"Line {line.name} ({line.location}) is down: {line.reason}." if line.state == "down" else None
    text = text or f"Line {line.name} ({line.location}) is not cut; its connection is {line.state}."
    console.out.print(text, soft_wrap=True, highlight=False, markup=False)
