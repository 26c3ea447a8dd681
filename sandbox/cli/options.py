"""The options that several commands share, and the settings that come of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sandbox import settings
from sandbox.settings import Settings

Split = Annotated[bool, typer.Option("--split", help="One stack a layer and account, as teams do on AWS.")]
EstateFile = Annotated[Path | None, typer.Option("--estate", metavar="FILE", help="The estate, if not estate.yaml.")]
EngineName = Annotated[str | None, typer.Option("--engine", metavar="host|docker|attach", help="How LocalStack runs.")]
Endpoint = Annotated[str | None, typer.Option("--endpoint", metavar="URL", help="Where it answers, for attach.")]
Port = Annotated[int | None, typer.Option("--port", metavar="N", help="Its port on 127.0.0.1, if not a free one.")]
Account = Annotated[str | None, typer.Option("--account", metavar="NAME", help="Enter this account.")]
Role = Annotated[str | None, typer.Option("--role", metavar="JOB", help="In this job, if not by the entry role.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def settings_of(
    estate: Path | None = None, engine: str | None = None, endpoint: str | None = None, port: int | None = None
) -> Settings:
    """The settings, flags before environment before file."""
    return settings.read({"estate": estate, "engine": engine, "endpoint": endpoint, "port": port})
