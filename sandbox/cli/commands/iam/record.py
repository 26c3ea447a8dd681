"""`sandbox iam record`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from sandbox.cli import console, denied_calls, options, tables
from sandbox.deploy import recordings
from sandbox.deploy.denied_calls import names_by_id
from sandbox.deploy.errors import NotRecording
from sandbox.least_privilege.recording import Recording
from sandbox.settings import Settings

record = typer.Typer(no_args_is_help=True)
app = typer.Typer()
app.add_typer(record, name="record", help="Record what roles and users call: start, stop, status.")


@record.command()
def start() -> None:
    """Record the actions, resources and condition keys that roles and users call, in place of the last recording."""
    replaced = recordings.start(options.settings_of())
    if replaced is not None:
        console.progress.print(f"The recording of {replaced.started:%Y-%m-%d %H:%M:%S} UTC is discarded.")
    console.out.print("Recording. `sandbox iam record stop` stops it.", highlight=False)


@record.command()
def stop(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Write the recording to this file as well, for `generate --recording`."
        ),
    ] = None,
) -> None:
    """Stop recording; the recording stays in the engine until the next start, or until the engine stops."""
    settings = options.settings_of()
    found = recordings.stop(settings)
    if output is not None:
        console.write(output, f"{json.dumps(found.to_json(), indent=1)}\n")
    _show(found, settings)


@record.command()
def status(as_json: options.Json = False) -> None:
    """Show whether a recording runs, and how much it has of each role and user."""
    settings = options.settings_of()
    found = recordings.recording(settings)
    if as_json:
        console.print_json(found.to_json() if found is not None else None)
    elif found is None:
        raise NotRecording
    else:
        _show(found, settings)


def _show(found: Recording, settings: Settings) -> None:
    names = names_by_id(settings)
    permissions, requests, denied = Counter[str](), Counter[str](), Counter[str]()
    for one in found.requests:
        permissions[one.principal] += 1
        requests[one.principal] += one.calls
        denied[one.principal] += one.denied
    rows = [
        (
            denied_calls.principal_name(arn, names),
            *(str(count[arn] or "") for count in (permissions, requests, denied)),
            str(found.incomplete.get(arn, "")),
        )
        for arn in dict.fromkeys((*permissions, *found.incomplete))
    ]
    end = f"to {found.stopped:%Y-%m-%d %H:%M:%S}" if found.stopped else "until now"
    title = f"Recorded from {found.started:%Y-%m-%d %H:%M:%S} {end} (UTC)"
    console.out.print(f"{title}{':' if rows else ': no calls of roles or users.'}", highlight=False, soft_wrap=True)
    tables.show_rows(("principal", "permissions", "requests", "denied", "calls not kept"), rows)
    if found.without_policies:
        console.print_progress(
            f"not recorded: {found.without_policies} calls of callers without policies of their own (anonymous, "
            "identity providers, federated root users)"
        )
    if found.incomplete:
        console.print_progress(
            f"warning: the recording is full: {sum(found.incomplete.values())} calls needed permissions beyond it"
        )
