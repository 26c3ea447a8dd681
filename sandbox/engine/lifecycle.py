"""Start, inspect and stop the engine, whatever form it has."""

from __future__ import annotations

import errno
import time
from dataclasses import replace
from pathlib import Path

import psutil
from filelock import FileLock

from sandbox.engine import attach, docker, health, host, process, record
from sandbox.engine import endpoint as ask
from sandbox.engine.errors import EngineNotHealthy, EngineNotThere, NoLog, NoSpaceForEngine, OtherEngine, PortTaken
from sandbox.engine.model import Engine, Record
from sandbox.settings import Settings
from sandbox.toolchain.model import Say


def start(settings: Settings, say: Say) -> Engine:
    """Have an engine that answers for every service of the estate: the running one, or a new one."""
    try:
        settings.state.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.state / "engine.lock"):
            _refuse_another(settings)
            url = _attached(settings)
            return _engine(settings, _have_running(settings, say)) if url is None else attach.join(settings, url)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise NoSpaceForEngine(settings.state) from error
        raise


def inspect(settings: Settings) -> Engine | None:
    """The engine that runs now, or None; a killed one counts as none."""
    url = _attached(settings)
    if url is not None:
        return attach.look(url)
    running = record.read(settings)
    return _engine(settings, running) if running is not None and _lives(settings, running) else None


def expect(settings: Settings) -> None:
    """Raise what stands in the way of `start`, before anything is changed: OtherEngine, EngineNotThere, NoDocker.

    The host form is asked for by saying nothing, too: then the engine that stands is carried on with, whatever it is.
    """
    _refuse_another(settings)
    url = _attached(settings)
    if url is not None and attach.look(url) is None:
        raise EngineNotThere(url, "no answer to /_localstack/info")
    if settings.engine == "docker":
        docker.found()


def _refuse_another(settings: Settings) -> None:
    standing = record.read(settings)
    if standing is None or not (standing.form == "attach" or _lives(settings, standing)):
        return
    form, place = standing.form, standing.endpoint
    if settings.engine == "attach" and (form, place) != ("attach", settings.endpoint):
        raise OtherEngine(form, place, f"attach at {settings.endpoint}")
    if settings.engine == "docker" and form != "docker":
        raise OtherEngine(form, place, "docker")
    if settings.port is not None and form != "attach" and standing.port != settings.port:
        raise OtherEngine(form, place, f"{settings.engine} on port {settings.port}")


def stop(settings: Settings, say: Say) -> str | None:
    """End every process that was started here, and wait until they are gone; an attached engine is left alone.

    The form that the engine had; None where there was none.
    """
    values = record.read_any(settings)
    if values is None:
        return None
    with FileLock(settings.state / "engine.lock"):
        attached = values.get("form") == "attach"
        say(f"{values.get('endpoint')} was not started here, so it runs on" if attached else "stopping LocalStack")
        _end(settings)
    return "attach" if attached else str(values.get("form"))


def log(settings: Settings) -> Path:
    """The file that the engine writes its log to. Raises NoLog, which says where it is otherwise."""
    url = _attached(settings)
    if url is not None:
        raise NoLog(f"The engine at {url} was not started here.", "Its log is where it runs.")
    standing = record.read(settings)
    if standing is not None and standing.form == "docker":
        raise NoLog("The engine is a container.", f"Type `{' '.join(docker.logs(standing))}`.")
    path = host.log_path(settings)
    if not path.exists():
        raise NoLog(f"There is no log at {path}.", "`sandbox up` starts an engine that writes one.")
    return path


def _attached(settings: Settings) -> str | None:
    """Where the engine is that somebody else runs: the one that is asked for, else the one that was; None for none."""
    if settings.engine == "attach":
        return settings.endpoint
    standing = record.read(settings)
    return standing.endpoint if standing is not None and standing.form == "attach" else None


def _have_running(settings: Settings, say: Say) -> Record:
    running = record.read(settings)
    if running is not None and not _lives(settings, running):
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
    if values.get("form") != "attach":
        docker.stop(values)
        host.stop(settings, values)
    record.remove(settings)


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
    return f"`{' '.join(docker.logs(running))}`" if running.container else str(host.log_path(settings))


def _lives(settings: Settings, running: Record) -> bool:
    if running.form == "docker":
        return (ask.identity(running.endpoint) or {}).get("instance") == running.instance
    return _process(settings, running) is not None


def _process(settings: Settings, running: Record) -> psutil.Process | None:
    """The engine's own process; None where the pid is somebody else's."""
    found = process.find(running.pid, running.created)
    ours = found is not None and process.is_of(found, running.instance, host.home(settings))
    return found if ours else None


def _engine(settings: Settings, running: Record) -> Engine:
    info = ask.info(running.endpoint) or {}
    answers = (ask.identity(running.endpoint) or {}).get("instance") == running.instance
    found = _process(settings, running)
    return Engine(
        endpoint=running.endpoint,
        pid=running.pid,
        version=str(info.get("version", "unknown")),
        instance=running.instance,
        healthy=answers and health.sound(running.endpoint) and running.start_seconds is not None,
        rss_mb=_rss(found),
        form=running.form,
        start_seconds=running.start_seconds,
    )


def _rss(found: psutil.Process | None) -> int:
    return 0 if found is None else process.rss_mb(found)
