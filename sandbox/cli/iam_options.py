"""What the commands on policies share: options, reading a snapshot, the order of accounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from sandbox import estate, settings
from sandbox.cli import console, iam_progress
from sandbox.errors import SandboxError
from sandbox.iam.principal import Principal
from sandbox.iam.snapshot import Snapshot as SnapshotModel
from sandbox.snapshot.loader import Source, load_source

SOURCES = "plan|live|DIR|FILE|COMMIT"
Snapshot = Annotated[
    str,
    typer.Option(
        "--snapshot", metavar=SOURCES, help="The snapshot: the program's plan, the sandbox, exported files, a commit."
    ),
]
Context = Annotated[
    list[str] | None, typer.Option("--context", metavar="KEY=VALUE", help="A condition key; repeat it for more values.")
]


class PolicyFormat(StrEnum):
    """The format of generated policies."""

    JSON = "json"
    PYTHON = "python"


Fresh = Annotated[bool, typer.Option("--fresh", help="Run a new preview instead of using the cached plan.")]


Region = Annotated[
    str | None,
    typer.Option("--region", metavar="REGION", help="The Region of requests whose service and resource leave it open."),
]
_REGION = re.compile(r"[a-z]{2,3}(-[a-z]+)+-[0-9]+")


def read_snapshot(name: str, *, fresh: bool = False, region: str | None = None) -> Source:
    """Return the snapshot of a name with its program; show that it is being read, and print what was not read.

    `region` is the Region of requests, in place of the snapshot's home Region.
    """
    if region is not None and not _REGION.fullmatch(region):
        raise typer.BadParameter(f"{region!r} is not a Region, such as eu-central-1.", param_hint="--region")
    with iam_progress.reading(name) as notify:
        source = load_source(name, notify=notify, fresh=fresh)
    if region is not None:
        source = replace(source, snapshot=replace(source.snapshot, home_region=region, region_source="--region"))
    for note in source.snapshot.notes:
        console.progress.print(f"not read: {note}", markup=False, soft_wrap=True)
    return source


def context_of(pairs: list[str]) -> dict[str, object]:
    """Return condition keys and their values; a key that is given twice has two."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise typer.BadParameter(f"{pair!r} is not of the form KEY=VALUE", param_hint="--context")
        found.setdefault(key, []).append(value)
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def table_order(snapshot: SnapshotModel) -> Callable[[str | None], tuple[int, str]]:
    """Return a sort key for principals: accounts in the order of the estate file, then the ARN.

    Accounts that the estate file does not name, and all where there is none, keep the snapshot's order. Principals
    without an account (services, the anonymous one) are last.
    """
    listed = _estate_accounts()
    known = list(snapshot.accounts.values())
    ordered = sorted(known, key=lambda a: listed.index(a.name) if a.name in listed else len(listed))
    places = {account.id: place for place, account in enumerate(ordered)}

    def key(principal: str | None) -> tuple[int, str]:
        return places.get(Principal.parse(principal).account or "", len(places)), principal or ""

    return key


def _estate_accounts() -> list[str]:
    """Return the names of the estate file's accounts, the management account first."""
    try:
        found = estate.load(settings.read({}).estate)
    except (SandboxError, OSError):
        return []
    return [found.organization.management.name, *found.accounts]
