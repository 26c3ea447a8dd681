"""Start, inspect and stop the engine, whatever form it has."""

from __future__ import annotations

import errno
import time
from dataclasses import replace

import psutil
from filelock import FileLock

from sandbox.engine import attach, docker, health, host, process, record
from sandbox.engine import endpoint as ask
from sandbox.engine.errors import EngineNotHealthy, EngineNotThere, NoSpaceForEngine, PortTaken
from sandbox.engine.model import Engine, Record
from sandbox.settings import Settings
from sandbox.toolchain.model import Say

BROKEN = "error"
"""What LocalStack calls a service that failed to load."""


def start(settings: Settings, say: Say) -> Engine:
    """Have an engine that answers for every service of the estate: the running one, or a new one."""
    if settings.engine == "attach":
        return _attach(str(settings.endpoint))
    try:
        settings.state.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.state / "engine.lock"):
            return _engine(_have_running(settings, say))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise NoSpaceForEngine(settings.state) from error
        raise


def inspect(settings: Settings) -> Engine | None:
    """The engine that runs now, or None; a killed one counts as none."""
    if settings.engine == "attach":
        return attach.look(str(settings.endpoint))
    running = record.read(settings)
    return _engine(running) if running is not None and _lives(running) else None


def stop(settings: Settings, say: Say) -> None:
    """End every process that was started here, and wait until they are gone; an attached engine is left alone."""
    if settings.engine == "attach":
        say(f"{settings.endpoint} was not started here, so it runs on")
        return
    if record.read_any(settings) is None:
        return
    with FileLock(settings.state / "engine.lock"):
        say("stopping LocalStack")
        _end(settings)


def _have_running(settings: Settings, say: Say) -> Record:
    running = record.read(settings)
    if running is not None and not _lives(running):
        say("the last engine is gone, and what it held with it: building anew")
        _end(settings)
        running = None
    if running is not None and running.start_seconds is not None:
        return running
    try:
        return _until_healthy(settings, running or _launch(settings, say), say)
    except PortTaken as taken:
        if settings.port is not None:
            raise
        say(f"another process was faster and has port {taken.port}")
        _end(settings)
        return _until_healthy(settings, _launch(settings, say), say)


def _launch(settings: Settings, say: Say) -> Record:
    return docker.launch(settings, say) if settings.engine == "docker" else host.launch(settings, say)


def _end(settings: Settings) -> None:
    values = record.read_any(settings) or {}
    host.stop(values)
    docker.stop(values)
    record.remove(settings)


def _attach(url: str) -> Engine:
    engine = attach.look(url)
    if engine is None:
        raise EngineNotThere(url, "no answer to /_localstack/info")
    if silent := health.silent(url):
        raise EngineNotHealthy(
            url, silent, "Attach to an engine that `sandbox up` started, or to a licensed LocalStack."
        )
    return engine


def _until_healthy(settings: Settings, running: Record, say: Say) -> Record:
    began = running.created or time.time()
    if running.form == "host":
        host.wait(settings, running)
    else:
        docker.wait(running)
    if silent := health.silent(running.endpoint):
        raise EngineNotHealthy(running.endpoint, silent, f"{_log(settings, running)} says more.")
    healthy = replace(running, start_seconds=round(time.time() - began, 1))
    record.write(settings, healthy)
    say(f"LocalStack is healthy after {healthy.start_seconds} s")
    return healthy


def _log(settings: Settings, running: Record) -> str:
    return f"`docker logs {running.container}`" if running.container else str(host.log_path(settings))


def _lives(running: Record) -> bool:
    if running.form == "docker":
        return (ask.identity(running.endpoint) or {}).get("instance") == running.instance
    return process.find(running.pid, running.created) is not None


def _engine(running: Record) -> Engine:
    info = ask.info(running.endpoint) or {}
    states = ask.states(running.endpoint)
    answers = (ask.identity(running.endpoint) or {}).get("instance") == running.instance
    sound = states is not None and all(states.get(name, BROKEN) != BROKEN for name in health.PROBES)
    found = process.find(running.pid, running.created)
    return Engine(
        endpoint=running.endpoint,
        pid=running.pid,
        version=str(info.get("version", "unknown")),
        instance=running.instance,
        healthy=answers and sound and running.start_seconds is not None,
        rss_mb=_rss(found),
        form=running.form,
        start_seconds=running.start_seconds,
    )


def _rss(found: psutil.Process | None) -> int:
    return 0 if found is None else process.rss_mb(found)
