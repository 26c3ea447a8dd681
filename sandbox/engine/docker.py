"""The engine as a container of LocalStack's own image, with our plugin on its Python path.

Not run where this was written, for want of docker; its command lines are tested as far as that edge.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from sandbox.engine import endpoint, environment, ports, record
from sandbox.engine import token as project_token
from sandbox.engine.errors import EngineDied, NoDocker
from sandbox.engine.model import Record
from sandbox.engine.process import INSTANCE
from sandbox.gateway.internal_endpoints import VARIABLE as ENGINE_TOKEN
from sandbox.package_data import PACKAGE
from sandbox.settings import Settings
from sandbox.toolchain import engine_plugin
from sandbox.toolchain.model import Notify

IMAGE = "localstack/localstack:4.14.0"
INSIDE_PORT = 4566
INSIDE = "/opt/causeway"
TOKEN = "LOCALSTACK_AUTH_TOKEN"  # noqa: S105 - the name of a variable
FIRST_ANSWER_SECONDS = 300
ENDED = ("No such container", "is already in progress")
"""Parts of docker's errors for a container that is removed, or is being removed."""

LAST_LINES = 15

PROJECT, INSTANCE_LABEL = "causeway.project", "causeway.instance"
"""Labels by which a project's container is found where `engine.json` is lost."""

type _Done = subprocess.CompletedProcess[str]


def command(package: Path, plugin: Path, project: Path, port: int, instance: str, *, licensed: bool) -> list[str]:
    """Return the command that starts the container; `plugin` is the folder with the plugin's metadata."""
    variables = {
        **environment.services(port),
        "GATEWAY_LISTEN": f"0.0.0.0:{INSIDE_PORT}",  # inside the container; published on loopback alone
        "PYTHONPATH": f"{INSIDE}/plugin:{INSIDE}/clone",
        INSTANCE: instance,
    }
    settings = [argument for name, value in variables.items() for argument in ("--env", f"{name}={value}")]
    licence = ["--env", TOKEN] if licensed else []
    return [
        "docker",
        "run",
        "--detach",  # and not `--rm`: the log of a container that ended is read afterwards
        "--name",
        name(instance),
        "--label",
        f"{PROJECT}={project}",
        "--label",
        f"{INSTANCE_LABEL}={instance}",
        "--publish",
        f"{ports.LOOPBACK}:{port}:{INSIDE_PORT}",
        "--volume",
        f"{package}:{INSIDE}/clone/sandbox:ro",  # the code alone: keys and state of the clone stay out
        "--volume",
        f"{plugin}:{INSIDE}/plugin:ro",
        *settings,
        "--env",
        ENGINE_TOKEN,  # by name: its value is seen by nobody who lists processes
        *licence,
        IMAGE,
    ]


def name(instance: str) -> str:
    """Return the container's name."""
    return f"causeway-{instance}"


def launch(settings: Settings, notify: Notify) -> Record:
    """Record the container, then start it, so that it is found after an interrupted command. Raises NoDocker."""
    found()
    port = ports.choose(settings)
    instance = secrets.token_hex(8)
    plugin = settings.state / "plugin"
    engine_plugin.write_metadata(plugin)
    notify(f"starting LocalStack in docker on {ports.LOOPBACK}:{port}; the first time, docker fetches {IMAGE}")
    new = _record(instance, port, time.time())
    record.write(settings, new)
    try:
        line = command(PACKAGE, plugin, settings.root, port, instance, licensed=TOKEN in os.environ)
        _docker(line, {ENGINE_TOKEN: project_token.read_or_create(settings)})
    except NoDocker:
        record.remove(settings)
        with suppress(NoDocker):
            stop(asdict(new))
        raise
    return new


def wait(running: Record) -> None:
    """Wait until the container answers as the instance that was started. Raises EngineDied."""
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline:
        if (endpoint.identity(running.endpoint) or {}).get("instance") == running.instance:
            return
        if not _docker(["docker", "ps", "--quiet", "--filter", f"name={running.container}"]).stdout.strip():
            break
        time.sleep(0.5)
    output = _docker([*logs(running), "--tail", str(LAST_LINES)])
    raise EngineDied(f"`{' '.join(logs(running))}`", f"{output.stdout}{output.stderr}".strip())


def logs(running: Record) -> list[str]:
    """Return the command that shows the container's log."""
    return ["docker", "logs", str(running.container)]


def find(settings: Settings) -> Record | None:
    """Return the running container that this project started; None where there is none. Raises NoDocker."""
    columns = f'{{{{.Label "{INSTANCE_LABEL}"}}}} {{{{.Ports}}}}'
    listed = _docker(["docker", "ps", "--filter", f"label={PROJECT}={settings.root}", "--format", columns]).stdout
    for line in listed.splitlines():
        published = re.fullmatch(rf"(\S+) .*?{re.escape(ports.LOOPBACK)}:(\d+)->{INSIDE_PORT}/tcp.*", line)
        if published is not None:
            return _record(published[1], int(published[2]), None)
    return None


def _record(instance: str, port: int, created: float | None) -> Record:
    return Record(
        made_by=record.MADE_BY,
        form="docker",
        endpoint=f"http://{ports.LOOPBACK}:{port}",
        port=port,
        instance=instance,
        pid=None,
        created=created,
        container=name(instance),
    )


def stop(values: dict[str, object]) -> None:
    """Remove the container, where the engine is one; one that is gone or being removed counts as removed."""
    container = values.get("container")
    if not isinstance(container, str):
        return
    try:
        _docker(["docker", "rm", "--force", container])
    except NoDocker as refusal:
        if not any(sign in refusal.happened for sign in ENDED):
            raise


def found() -> None:
    """Raise NoDocker where docker is not on PATH."""
    if shutil.which("docker") is None:
        raise NoDocker("there is no `docker` on PATH")


def _docker(command_line: list[str], secrets_by_name: Mapping[str, str] | None = None) -> _Done:
    found()
    done = subprocess.run(
        command_line,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **(secrets_by_name or {})},
    )
    if done.returncode:
        raise NoDocker(f"`{' '.join(command_line[:2])}` failed: {done.stderr.strip()}")
    return done
