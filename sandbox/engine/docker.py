"""The engine as a container of LocalStack's own image, with our plugin on its Python path.

Not run where this was written, for want of docker; its command lines are tested as far as that edge.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from sandbox.engine import endpoint as ask
from sandbox.engine import environment, ports, record
from sandbox.engine.errors import EngineDied, NoDocker
from sandbox.engine.model import Record
from sandbox.engine.process import INSTANCE
from sandbox.package_data import PACKAGE
from sandbox.settings import Settings
from sandbox.toolchain import engine_plugin
from sandbox.toolchain.model import Say

IMAGE = "localstack/localstack:4.14.0"
INSIDE_PORT = 4566
INSIDE = "/opt/causeway"
TOKEN = "LOCALSTACK_AUTH_TOKEN"  # noqa: S105 - the name of a variable
FIRST_ANSWER_SECONDS = 300
ENDED = ("No such container", "is already in progress")
"""What docker says of a container that is removed, or is being removed."""

LAST_LINES = 15


def command(package: Path, plugin: Path, port: int, instance: str, *, licensed: bool) -> list[str]:
    """The line that starts the container; `plugin` is the folder that holds the plugin's metadata."""
    variables = {
        **environment.services(port),
        "GATEWAY_LISTEN": f"0.0.0.0:{INSIDE_PORT}",  # inside the container; published on loopback alone
        "PYTHONPATH": f"{INSIDE}/plugin:{INSIDE}/clone",
        INSTANCE: instance,
    }
    settings = [argument for name, value in variables.items() for argument in ("--env", f"{name}={value}")]
    token = ["--env", TOKEN] if licensed else []
    return [
        "docker",
        "run",
        "--detach",  # and not `--rm`: what a container said before it died is asked for afterwards
        "--name",
        name(instance),
        "--publish",
        f"{ports.LOOPBACK}:{port}:{INSIDE_PORT}",
        "--volume",
        f"{package}:{INSIDE}/clone/sandbox:ro",  # the code alone: keys and state of the clone stay out
        "--volume",
        f"{plugin}:{INSIDE}/plugin:ro",
        *settings,
        *token,
        IMAGE,
    ]


def name(instance: str) -> str:
    """The container's name."""
    return f"causeway-{instance}"


def launch(settings: Settings, say: Say) -> Record:
    """Remember the container, then start it: a command that is broken off here finds it again. Raises NoDocker."""
    found()
    port = ports.choose(settings)
    instance = secrets.token_hex(8)
    plugin = settings.state / "plugin"
    engine_plugin.write_metadata(plugin)
    say(f"starting LocalStack in docker on {ports.LOOPBACK}:{port}; the first time, docker fetches {IMAGE}")
    new = Record(
        made_by=record.MADE_BY,
        form="docker",
        endpoint=f"http://{ports.LOOPBACK}:{port}",
        port=port,
        instance=instance,
        pid=None,
        created=time.time(),
        container=name(instance),
    )
    record.write(settings, new)
    try:
        _docker(command(PACKAGE, plugin, port, instance, licensed=TOKEN in os.environ))
    except NoDocker:
        record.remove(settings)
        with suppress(NoDocker):
            stop(asdict(new))
        raise
    return new


def wait(running: Record) -> None:
    """Until the container answers as the instance that was started."""
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline:
        if (ask.identity(running.endpoint) or {}).get("instance") == running.instance:
            return
        if not _docker(["docker", "ps", "--quiet", "--filter", f"name={running.container}"]).stdout.strip():
            break
        time.sleep(0.5)
    said = _docker([*logs(running), "--tail", str(LAST_LINES)])
    raise EngineDied(f"`{' '.join(logs(running))}`", f"{said.stdout}{said.stderr}".strip())


def logs(running: Record) -> list[str]:
    """The line that shows what the container said."""
    return ["docker", "logs", str(running.container)]


def stop(values: dict[str, object]) -> None:
    """End the container, where the engine is one; one that is gone or on its way is ended."""
    container = values.get("container")
    if not isinstance(container, str):
        return
    try:
        _docker(["docker", "rm", "--force", container])
    except NoDocker as refusal:
        if not any(sign in refusal.happened for sign in ENDED):
            raise


def found() -> None:
    """Raise NoDocker where there is none."""
    if shutil.which("docker") is None:
        raise NoDocker("there is no `docker` on PATH")


def _docker(command_line: list[str]) -> subprocess.CompletedProcess[str]:
    found()
    done = subprocess.run(command_line, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise NoDocker(f"`{' '.join(command_line[:2])}` said: {done.stderr.strip()}")
    return done
