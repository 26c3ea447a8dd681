"""`sandbox iam rehearse`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from sandbox.cli import console, iam_options, iam_progress, options
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Snapshot
from sandbox.rehearsal.changes import changes
from sandbox.rehearsal.errors import InvalidChange
from sandbox.rehearsal.event_files import event_files, other_files
from sandbox.rehearsal.policy_change import is_policy, read_policy, with_attachment, with_version
from sandbox.rehearsal.rehearsal import Change
from sandbox.rehearsal.run import rehearse as rehearse_files
from sandbox.report.rehearsal import rehearsal_json, rehearsal_text
from sandbox.snapshot.event_history import write_sandbox_history

app = typer.Typer()

_LIVE = "live"
_INCOMPLETE = 1
"""Exit status where a file of events could not be read whole."""


@app.command()
def rehearse(  # noqa: PLR0917 - typer's parameters are options
    change: Annotated[
        str,
        typer.Option(
            "--change",
            metavar="[POLICY=]FILE|SNAPSHOT",
            help="A new version of a policy, named by the file or before `=`; or the snapshot after: COMMIT, plan.",
        ),
    ],
    events: Annotated[
        Path,
        typer.Option(
            "--events",
            metavar="DIR|FILE|live",
            help="Recorded CloudTrail events, as AWS delivers them; live: the event history of the sandbox.",
        ),
    ],
    attach: Annotated[
        str | None,
        typer.Option(
            "--attach", metavar="TARGET", help="Attach the policy of --change to a unit or account as a new SCP or RCP."
        ),
    ] = None,
    context: Annotated[
        list[str] | None,
        typer.Option("--context", metavar="KEY=VALUE", help="A condition key of all events that do not hold it."),
    ] = None,
    snapshot: iam_options.Snapshot = "plan",
    fresh: iam_options.Fresh = False,
    region: iam_options.Region = None,
    json: options.Json = False,
) -> None:
    """Decide recorded events before and after a change of policies: which calls would have been denied."""
    given = iam_options.context_of(context or [])
    if str(events) != _LIVE:
        event_files(events)  # refused before a snapshot is read, which takes long
    before = iam_options.read_snapshot(snapshot, fresh=fresh, region=region).snapshot
    after = _changed(before, change, attach, fresh=fresh, region=region)
    if changes(before, after).nothing:
        console.progress.print("No policy differs before and after the change.", markup=False)
    with _place(events, before) as place:
        files = event_files(place)
        ignored = other_files(place)
        if ignored:
            console.progress.print(f"not read: {ignored} files whose names are not those of events", markup=False)
        with iam_progress.counting("Deciding events", "files") as progress:
            found = rehearse_files(Change(before, after, given), files, progress)
    for message in found.damage:
        console.progress.print(f"not read: {message}", markup=False, soft_wrap=True)
    if json:
        console.print_json(rehearsal_json(found))
    else:
        for line in rehearsal_text(found, before):
            console.out.print(line, highlight=False, markup=False, soft_wrap=True)
    if found.damage:
        raise typer.Exit(_INCOMPLETE)


@contextmanager
def _place(events: Path, snapshot: Snapshot) -> Iterator[Path]:
    """Give the folder of events; for `live` one with the event history of the sandbox's accounts."""
    if str(events) != _LIVE:
        yield events
        return
    with tempfile.TemporaryDirectory() as made:
        with console.working("Reading the event history of every account"):
            write_sandbox_history(options.settings_of(), snapshot.accounts.values(), Path(made))
        yield Path(made)


def _changed(before: Snapshot, change: str, attach: str | None, *, fresh: bool, region: str | None) -> Snapshot:
    policy = _policy(change)
    if policy is not None:
        return with_version(before, policy) if attach is None else with_attachment(before, policy, attach)
    if attach is not None:
        raise InvalidChange(f"{change} is no policy document, so it cannot be attached.", "Give --change a JSON file.")
    return iam_options.read_snapshot(change, fresh=fresh, region=region).snapshot


def _policy(change: str) -> Policy | None:
    """Return the policy of `FILE` or `POLICY=FILE`; None for the name of a snapshot."""
    name, sign, file = change.partition("=")
    path = Path(file if sign else change)
    if not path.is_file():
        if sign:
            raise InvalidChange(f"{path} does not exist.", "Write --change POLICY=FILE with a file of a policy.")
        return None
    text = path.read_text(encoding="utf-8")
    if not sign and not is_policy(text):
        return None
    return read_policy(name if sign else path.stem, str(path), text)
