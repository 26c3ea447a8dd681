"""Options that several commands share, and the settings that follow from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sandbox import settings
from sandbox.estate import Estate, load
from sandbox.settings import Settings

Split = Annotated[bool, typer.Option("--split", help="Use one stack for each layer and account, as teams do on AWS.")]
EstateFile = Annotated[
    Path | None,
    typer.Option("--estate", metavar="FILE", help="The estate file. Default: the deployed one, else the project's."),
]
NamesFrom = Annotated[
    Path | None,
    typer.Option("--estate", metavar="FILE", help="Name accounts by this estate file instead of the deployed one."),
]
EngineName = Annotated[str | None, typer.Option("--engine", metavar="host|docker|attach", help="How LocalStack runs.")]
Endpoint = Annotated[
    str | None, typer.Option("--endpoint", metavar="URL", help="LocalStack's URL, with --engine attach.")
]
Port = Annotated[
    int | None, typer.Option("--port", metavar="N", help="LocalStack's port on 127.0.0.1. Default: a free one.")
]
Enforcement = Annotated[
    str | None,
    typer.Option(
        "--enforcement",
        metavar="enforce|audit|off",
        help="Refuse calls that AWS would refuse, log them, or do not examine them.",
    ),
]
AccountIdKeys = Annotated[
    bool | None,
    typer.Option(
        "--account-id-keys/--no-account-id-keys",
        help="Accept a 12-digit account id as the access key of an administrator, with any secret. Default: yes.",
    ),
]
Account = Annotated[
    str | None, typer.Option("--account", metavar="NAME", help="Use credentials of this account's entry role.")
]
Role = Annotated[
    str | None, typer.Option("--role", metavar="JOB", help="Use credentials of this job's role in --account.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print a line for every resource.")]


def settings_of(estate: Path | None = None, **flags: str | int | bool | None) -> Settings:
    """Return the settings: flags, then environment, then file, then defaults."""
    return settings.read({"estate": estate, **flags})


def named_estate(estate: Path | None) -> Estate | None:
    """Return the estate of the file that `--estate` names; None where it names none."""
    return None if estate is None else load(settings_of(estate).estate)
