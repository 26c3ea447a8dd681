"""The event history of the running sandbox's accounts, in files as `aws cloudtrail lookup-events` prints it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from botocore.exceptions import ClientError

from sandbox import extras
from sandbox.iam.snapshot import Account
from sandbox.settings import Settings
from sandbox.snapshot.aws_calls import pages
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.live import Live


def write_sandbox_history(settings: Settings, accounts: Iterable[Account], folder: Path) -> None:
    """Write the history of accounts of the running sandbox; errors are those of `live`, and SourceUnreadable."""
    with extras.required():
        from sandbox.snapshot.live_sandbox import live  # noqa: PLC0415 - files are read without the extra

    write_history(live(settings), accounts, folder)


def write_history(source: Live, accounts: Iterable[Account], folder: Path) -> None:
    """Write one file of events for each account and Region.

    Raises:
        SourceUnreadable: A request is refused.

    """
    for account in accounts:
        for region in source.regions:
            client = source.clients.client("cloudtrail", None if account.management else account.id, region)
            try:
                found = pages(client, "lookup_events", "Events")
            except ClientError as error:
                raise SourceUnreadable(
                    source.endpoint, str(error), "Let the credentials call cloudtrail:LookupEvents."
                ) from error
            (folder / f"{account.id}-{region}.json").write_text(json.dumps(found))
