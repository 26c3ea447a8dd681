"""The engine as processes of this machine."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from pathlib import Path

from sandbox.engine import endpoint, environment, ports, process, record, token
from sandbox.engine.errors import EngineDied, PortTaken
from sandbox.engine.model import Record
from sandbox.settings import Settings
from sandbox.toolchain import engine_python
from sandbox.toolchain.environments import static_files
from sandbox.toolchain.model import Notify

FIRST_ANSWER_SECONDS = 90


def log_path(settings: Settings) -> Path:
    """Return the path of the engine's log."""
    return settings.state / "logs" / "engine.log"


def launch(settings: Settings, notify: Notify) -> Record:
    """Start the engine and record it before it answers, so that it is found after an interrupted command."""
    python = engine_python(settings, notify)
    port = ports.choose(settings)
    instance = secrets.token_hex(8)
    state = settings.state / "engine"
    _empty_folders(state, python.parents[1])
    log = log_path(settings)
    _rotate(log)
    notify(f"starting LocalStack on 127.0.0.1:{port}")
    started = process.launch(
        [str(python), "-m", "localstack.runtime.main"],
        environment.host(os.environ, state, port, instance, token.read_or_create(settings)),
        state,
        log,
    )
    new = Record(
        made_by=record.MADE_BY,
        form="host",
        endpoint=f"http://127.0.0.1:{port}",
        port=port,
        instance=instance,
        pid=started.pid,
        created=started.create_time(),
    )
    record.write(settings, new)
    return new


def wait(settings: Settings, running: Record) -> None:
    """Wait until it answers as the instance that was started. Raises EngineDied, or PortTaken where that is why."""
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline:
        if (found := endpoint.identity(running.endpoint)) and found.get("instance") == running.instance:
            return
        if process.find(running.pid, running.created) is None:
            break
        time.sleep(0.1)
    if not ports.free(running.port) and process.find(running.pid, running.created) is None:
        raise PortTaken(running.port, ports.holder(running.port))
    raise EngineDied(log_path(settings), process.last_lines(log_path(settings)))


def home(settings: Settings) -> Path:
    """Return the engine's HOME, by which its processes are known as this project's."""
    return environment.home(settings.state / "engine")


def stop(settings: Settings, running: dict[str, object]) -> None:
    """End the engine and all processes that it started, those of a killed engine included."""
    instance = running.get("instance")
    if isinstance(instance, str) and instance:
        process.end(instance, home(settings))
    if isinstance(port := running.get("port"), int):
        ports.await_release(port)


def _empty_folders(state: Path, environment_folder: Path) -> None:
    """Empty the engine's folders: LocalStack keeps nothing over a restart."""
    for name in ("home", "tmp", "files"):
        shutil.rmtree(state / name, ignore_errors=True)
        (state / name).mkdir(parents=True)
    (state / "files" / "usr").symlink_to(static_files(environment_folder).resolve())
    (state / "cache").mkdir(exist_ok=True)


def _rotate(log: Path) -> None:
    """Rename the previous log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".previous.log"))
