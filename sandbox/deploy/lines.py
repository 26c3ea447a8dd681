"""The lines of the running sandbox: their state, and lines that are cut and restored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox import engine
from sandbox.deploy import datacentre
from sandbox.deploy.errors import NoLines, NotRunning
from sandbox.engine import Engine
from sandbox.settings import Settings


@dataclass(frozen=True)
class LineState:
    """A line of the data centre, and AWS's end of it."""

    name: str
    location: str
    datacentre: str
    router: str
    bandwidth: str
    connection: str | None
    """Id of the connection at AWS's end; None where nothing was ordered."""
    state: str
    """`up`, `down` (cut), or the state of AWS's connection while it is not available."""
    reason: str
    """Why it is not up."""
    since: str | None
    """When it was cut, in UTC."""
    sessions: Mapping[str, str]
    """Interface -> `up` or `down`."""


def lines(settings: Settings) -> list[LineState]:
    """Return the lines of the running sandbox; raises NotRunning, NoLines."""
    running = _running(settings)
    found = datacentre.lines(running.endpoint, running.token)
    if found is None:
        raise NoLines(running.endpoint)
    return [line_state(line) for line in found]


def change(settings: Settings, name: str, *, down: bool, reason: str | None = None) -> LineState:
    """Cut or restore a line; raises NotRunning, UnknownName, AmbiguousLine, DataCentreRefused."""
    running = _running(settings)
    wanted: dict[str, Any] = {"down": down} | ({"reason": reason} if reason else {})
    return line_state(datacentre.change_line(running.endpoint, running.token, name, wanted))


def cut_lines(running: Engine | None) -> list[LineState]:
    """Return the lines that are cut; none where nothing runs."""
    found = None if running is None else datacentre.lines(running.endpoint, running.token)
    return [state for line in found or () if (state := line_state(line)).state == "down"]


def note(cut: Iterable[LineState]) -> list[str]:
    """Return a sentence for each line that is cut: that it is, since when and why, and what restores it."""
    return [
        f"Line {it.name} ({it.location}) is down since {_time(it.since)}: {it.reason}. "
        f"It stays down; `sandbox line up {it.name}` restores it."
        for it in cut
    ]


def line_state(line: Mapping[str, Any]) -> LineState:
    """Return the state of a line of the engine's report."""
    connection, cut = line["connection"], line["down"]
    state = "down" if cut else "waiting" if connection is None else str(connection["state"])
    return LineState(
        name=line["name"],
        location=line["location"],
        datacentre=line["datacentre"],
        router=line["router"],
        bandwidth=line["bandwidth"],
        connection=None if connection is None else connection["id"],
        state="up" if state == "available" else state,
        reason=cut["reason"] if cut else "; ".join(line["why"]),
        since=cut["since"] if cut else None,
        sessions={name: interface["peer"] for name, interface in line["interfaces"].items()},
    )


def _running(settings: Settings) -> Engine:
    running = engine.inspect(settings)
    if running is None:
        raise NotRunning(engine.death(settings))
    return running


def _time(since: str | None) -> str:
    return "an unknown time" if since is None else f"{datetime.fromisoformat(since):%Y-%m-%d %H:%M:%S} UTC"
