"""Start, inspect and stop the engine, whatever form it has."""

from __future__ import annotations

import errno
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import psutil
from filelock import FileLock

from sandbox.engine import attach, discovery, docker, endpoint, health, host, process, record, token
from sandbox.engine.errors import EngineNotHealthy, EngineNotThere, NoLog, NoSpaceForEngine, OtherEngine, PortTaken
from sandbox.engine.model import Death, Engine, Record
from sandbox.settings import Settings
from sandbox.toolchain.model import Notify


def start(settings: Settings, notify: Notify) -> Engine:
    """Return an engine that answers for every service of the estate, starting one if need be. Raises EngineError."""
    try:
        settings.state.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.state / "engine.lock"):
            _refuse_another(settings)
            url = _attached(settings)
            found = _engine(settings, _have_running(settings, notify)) if url is None else attach.join(settings, url)
            endpoint.enforce(
                found.endpoint, found.token, settings.enforcement, account_id_keys=settings.account_id_keys
            )
            return found
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise NoSpaceForEngine(settings.state) from error
        raise


def inspect(settings: Settings) -> Engine | None:
    """Return the engine that runs; None where none does, or it was killed."""
    url = _attached(settings)
    if url is not None:
        return attach.look(settings, url)
    running = _known(settings)
    return _engine(settings, running) if running is not None and _runs(settings, running) else None


def death(settings: Settings) -> Death | None:
    """Return how the engine that this project started ended, where it ended without `stop`; None otherwise."""
    started = record.read(settings)
    if started is None or started.form == "attach" or inspect(settings) is not None:
        return None
    if started.form == "docker":
        return Death(started.endpoint, "its container does not answer", _log(settings, started), "")
    log = host.log_path(settings)
    text = log.read_text(errors="replace") if log.is_file() else ""
    return Death(started.endpoint, process.cause_of_death(text), str(log), process.last_lines(log))


def _known(settings: Settings) -> Record | None:
    """Return the record of the engine; where it is lost, or its engine is gone, that of another of this project."""
    recorded = record.read(settings)
    if recorded is not None and (recorded.form == "attach" or _runs(settings, recorded)):
        return recorded
    return discovery.find(settings) or recorded


def expect(settings: Settings) -> None:
    """Raise what prevents `start`, before anything is changed: OtherEngine, EngineNotThere, NoDocker.

    The host form is the default, so it allows the engine that is in use, whatever its form.
    """
    _refuse_another(settings)
    url = _attached(settings)
    if url is not None and attach.look(settings, url) is None:
        raise EngineNotThere(url, "no answer to /_localstack/info")
    if settings.engine == "docker":
        docker.found()


def _refuse_another(settings: Settings) -> None:
    known = _known(settings)
    if known is None or not (known.form == "attach" or _runs(settings, known)):
        return
    form, place = known.form, known.endpoint
    if settings.engine == "attach" and (form, place) != ("attach", settings.endpoint):
        raise OtherEngine(form, place, f"attach at {settings.endpoint}")
    if settings.engine == "docker" and form != "docker":
        raise OtherEngine(form, place, "docker")
    if settings.port is not None and form != "attach" and known.port != settings.port:
        raise OtherEngine(form, place, f"{settings.engine} on port {settings.port}")


def stop(settings: Settings, notify: Notify) -> str | None:
    """End every process of the engine and wait until they are gone; an attached engine is not touched.

    Return the form that the engine had; None where there was none. An engine is found without `engine.json`, too.
    """
    if not settings.state.is_dir():
        return None
    with FileLock(settings.state / "engine.lock"):
        values = _recorded_or_found(settings)
        if not values:
            record.remove(settings)  # it is damaged, and nothing runs
            return None
        attached = values.get("form") == "attach"
        notify(
            f"{values.get('endpoint')} was not started here, so it keeps running" if attached else "stopping LocalStack"
        )
        _end(settings, values)
    return "attach" if attached else str(values.get("form", "host"))


def log(settings: Settings) -> Path:
    """Return the path of the engine's log. Raises NoLog, which names another place where there is one."""
    url = _attached(settings)
    if url is not None:
        raise NoLog(f"The engine at {url} was not started here.", "Its log is where it runs.")
    known = record.read(settings)
    if known is not None and known.form == "docker":
        raise NoLog("The engine is a container.", f"Run `{' '.join(docker.logs(known))}`.")
    path = host.log_path(settings)
    if not path.exists():
        raise NoLog(f"There is no log at {path}.", "`sandbox up` starts an engine that writes one.")
    return path


def _attached(settings: Settings) -> str | None:
    """Return where somebody else's engine runs, as the settings or else the record have it; None for none."""
    if settings.engine == "attach":
        return settings.endpoint
    known = record.read(settings)
    return known.endpoint if known is not None and known.form == "attach" else None


def _have_running(settings: Settings, notify: Notify) -> Record:
    running = _known(settings) or discovery.find_container(settings)
    if running is not None and not _runs(settings, running):
        notify("the previous engine has ended and its state is lost: starting a new one")
        _end(settings, record.read_any(settings) or {})
        running = None
    if running is not None and running.start_seconds is not None:
        return running
    try:
        return _until_healthy(settings, running or _launch(settings, notify), notify)
    except PortTaken as taken:
        if settings.port is not None:
            raise
        notify(f"another process took port {taken.port}")
        _end(settings, record.read_any(settings) or {})
        return _until_healthy(settings, _launch(settings, notify), notify)


def _launch(settings: Settings, notify: Notify) -> Record:
    return docker.launch(settings, notify) if settings.engine == "docker" else host.launch(settings, notify)


def _recorded_or_found(settings: Settings) -> dict[str, Any]:
    values = record.read_any(settings) or {}
    if values.get("instance"):
        return values
    if found := discovery.instances(settings):
        return {"form": "host", "instance": found.pop()}
    container = discovery.find_container(settings)
    return {} if container is None else asdict(container)


def _end(settings: Settings, values: dict[str, Any]) -> None:
    """End the engine of the record and any other of this project, then remove the record."""
    if values.get("form") != "attach":
        docker.stop(values)
        host.stop(settings, values)
        for instance in discovery.instances(settings):
            process.end(instance, host.home(settings))
    record.remove(settings)


def _until_healthy(settings: Settings, running: Record, notify: Notify) -> Record:
    began = running.created or time.time()
    if running.form == "host":
        host.wait(settings, running)
    else:
        docker.wait(running)
    if silent := health.silent(running.endpoint, token.read(settings)):
        raise EngineNotHealthy(running.endpoint, silent, f"{_log(settings, running)} has the details.")
    healthy = replace(running, start_seconds=round(time.time() - began, 1))
    record.write(settings, healthy)
    notify(f"LocalStack is healthy after {healthy.start_seconds} s")
    return healthy


def _log(settings: Settings, running: Record) -> str:
    return f"`{' '.join(docker.logs(running))}`" if running.container else str(host.log_path(settings))


def _runs(settings: Settings, running: Record) -> bool:
    if running.form == "docker":
        return (endpoint.identity(running.endpoint) or {}).get("instance") == running.instance
    return _process(settings, running) is not None


def _process(settings: Settings, running: Record) -> psutil.Process | None:
    """Return the engine's own process; None where the pid is another's."""
    found = process.find(running.pid, running.created)
    ours = found is not None and process.is_of(found, running.instance, host.home(settings))
    return found if ours else None


def _engine(settings: Settings, running: Record) -> Engine:
    info = endpoint.info(running.endpoint) or {}
    answers = (endpoint.identity(running.endpoint) or {}).get("instance") == running.instance
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
        token=token.read(settings),
    )


def _rss(found: psutil.Process | None) -> int:
    return 0 if found is None else process.rss_mb(found)
