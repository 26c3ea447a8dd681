"""The recording of calls in the running sandbox: start, stop, read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox import engine
from sandbox.deploy.credentials import running
from sandbox.deploy.errors import NothingToRecord, NotRecording, RecordingRuns, RecordingUnsupported
from sandbox.engine.model import Engine
from sandbox.gateway.enforcement import Mode
from sandbox.least_privilege.recording import Recording
from sandbox.settings import Settings


def recording(settings: Settings) -> Recording | None:
    """Return the latest recording; None where none was started. Raises NotRunning, RecordingUnsupported."""
    at = running(settings)
    return _parsed(at, engine.recorded_calls(at.endpoint, at.token))


def start(settings: Settings) -> Recording | None:
    """Start a recording; return the one that it replaces, None where there was none.

    Raises:
        NotRunning: No engine runs.
        RecordingUnsupported: The engine runs without this project's plugins.
        RecordingRuns: A recording runs already.
        NothingToRecord: Enforcement is off.

    """
    at = running(settings)
    replaced = _parsed(at, engine.recorded_calls(at.endpoint, at.token))
    if replaced is not None and replaced.stopped is None:
        raise RecordingRuns(_shown(replaced.started))
    enforcement = engine.enforcement(at.endpoint, at.token)
    if enforcement is not None and enforcement["mode"] == Mode.OFF:
        raise NothingToRecord
    _parsed(at, engine.recorded_calls(at.endpoint, at.token, running=True))
    return replaced


def stop(settings: Settings) -> Recording:
    """Stop the recording and return it; raises NotRunning, RecordingUnsupported, NotRecording."""
    at = running(settings)
    found = _parsed(at, engine.recorded_calls(at.endpoint, at.token))
    if found is None or found.stopped is not None:
        raise NotRecording(stopped=_shown(found.stopped) if found is not None and found.stopped else None)
    stopped = _parsed(at, engine.recorded_calls(at.endpoint, at.token, running=False))
    if stopped is None:
        raise NotRecording
    return stopped


def _parsed(at: Engine, found: dict[str, Any] | None) -> Recording | None:
    if found is None:
        raise RecordingUnsupported(at.endpoint)
    return Recording.from_json(found["recording"]) if found["recording"] is not None else None


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
