"""The engine as other rooms see it, and what is remembered of it between commands."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.settings import EngineForm


@dataclass(frozen=True)
class Engine:
    """A LocalStack that answers."""

    endpoint: str
    pid: int | None
    """None where it runs elsewhere: in docker, or attached."""
    version: str
    instance: str
    """Random, new with every life of the engine: state that names another one speaks of a dead engine."""
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
    """How it ended, as far as its log tells."""
    log: str
    """The file that holds its log, or the command that shows it."""
    last_lines: str


@dataclass(frozen=True)
class Credentials:
    """An access key of the deployment user, good for one life of the engine."""

    account: str
    access_key_id: str
    secret_access_key: str
    instance: str


@dataclass(frozen=True)
class Record:
    """What `.sandbox/engine.json` says of an engine that we started."""

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
