"""`sandbox iam denied`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from sandbox.cli import console, denied_calls, options
from sandbox.denials.selection import newest
from sandbox.deploy.denied_calls import account_id, names_by_id
from sandbox.deploy.denied_calls import denied_calls as read

app = typer.Typer()

LISTED = 20
"""Calls that are listed by default: about a screen."""


@app.command()
def denied(
    account: Annotated[
        str | None,
        typer.Option("--account", metavar="NAME|ID", help="List calls from this account, or to its resources."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DURATION|TIME", help="List calls since then: 10m, 2h, 1d, a time.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="List this many calls, the newest.")] = LISTED,
    json: options.Json = False,
) -> None:
    """List the calls that the sandbox refused, or would have refused in mode audit, the newest last."""
    began = denied_calls.since(since, datetime.now(UTC))
    settings = options.settings_of()
    calls, names = read(settings), names_by_id(settings)
    wanted = account_id(account, names) if account is not None else None
    found = newest(calls, account=wanted, since=began, limit=limit)
    if json:
        console.print_json([call.to_json() for call in found])
    elif found:
        denied_calls.show(found, names)
        console.out.print("`sandbox iam explain ID` shows why.", highlight=False)
    else:
        console.out.print("No denied calls.")
