"""The engine, how it ended, its credentials, and its record between commands."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.settings import EngineForm


@dataclass(frozen=True)
class Engine:
    """A LocalStack that runs."""

    endpoint: str
    pid: int | None
    """None where it runs elsewhere: in docker, or attached."""
    version: str
    instance: str
    """A random id, new at every start: state that has another is of an engine that is gone."""
    healthy: bool
    rss_mb: int
    """Resident memory of the engine and all its children; 0 where it runs elsewhere."""
    form: EngineForm
    start_seconds: float | None = None
    """From the start of the process until every service of the estate answered."""
    token: str | None = field(default=None, repr=False)
    """What its internal endpoints ask for; None where this project has none."""


@dataclass(frozen=True)
class Death:
    """An engine of this project that ended without `sandbox down`."""

    endpoint: str
    cause: str
    """How it ended, by its log."""
    log: str
    """The file that holds its log, or the command that shows it."""
    last_lines: str


@dataclass(frozen=True)
class Credentials:
    """An access key of the deployment user; it is valid for one instance of the engine."""

    account: str
    access_key_id: str
    secret_access_key: str
    instance: str


@dataclass(frozen=True)
class Record:
    """The content of `.sandbox/engine.json`."""

    made_by: str
    """Version of the sandbox that wrote it."""
    form: EngineForm
    endpoint: str
    port: int
    instance: str
    pid: int | None
    created: float | None
    """Start time of that process, in seconds since the epoch: a reused pid has another."""
    container: str | None = None
    start_seconds: float | None = None
