"""A fresh clone of this repository with an empty HOME, as on a new machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from sandbox import settings
from sandbox.engine import ports
from tests.repository import CLONE

SMALL = "tests/estates/small.yaml"

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""Pulumi's placeholder for an unknown value in a plan."""

MACHINE = ("PATH", "LANG", "TERM", "SSL_", "PIP_", "UV_", "GOPROXY", "GOFLAGS", "GOSUMDB", "GONOSUMDB", "PYENV_ROOT")
"""Variables of the machine and its network. Those of the user are not inherited."""


@dataclass(frozen=True)
class Running:
    """A running `sandbox` command."""

    process: psutil.Popen
    log: Path
    """The file of its output."""
    steps: Path
    """The log file with a line for each resource."""

    def until_resources_are_made(self, resources: int = 40) -> None:
        """Wait until it has created this many resources."""
        self._wait(self.steps, ": create ", resources)

    def until_output_has(self, text: str, times: int = 1) -> None:
        """Wait until its output has the text this many times."""
        self._wait(self.log, text, times)

    def _wait(self, file: Path, text: str, times: int) -> None:
        deadline = time.monotonic() + 240
        while not file.exists() or file.read_text().count(text) < times:
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            assert time.monotonic() < deadline, self.log.read_text()[-3000:]
            time.sleep(0.1)

    def end(self) -> tuple[int, str]:
        """Wait until it exits; return the exit status and the output."""
        return self.process.wait(timeout=600), self.log.read_text()


@dataclass(frozen=True)
class Clone:
    """A fresh clone, in which commands run as typed by a user."""

    root: Path
    environment: dict[str, str]
    deployed: datetime | None = None
    """When the default estate was deployed; None for a clone whose tests deploy what they need."""

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command with these additional variables and return its result."""
        return subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=15 * 60,
        )

    def start(self, *command: str, log: str = "running.log", ignore_sigint: bool = False) -> Running:
        """Start a `sandbox` command in a session of its own, and return the running command."""
        path, steps = self.root / log, self.root / ".sandbox" / "logs" / "up.log"
        steps.unlink(missing_ok=True)
        with path.open("w") as file:
            process = psutil.Popen(
                [str(self.executable), *command],
                cwd=self.root,
                env=self.environment,
                stdout=file,
                stderr=file,
                start_new_session=True,
                preexec_fn=(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignore_sigint else None,
            )
        return Running(process, path, steps)

    @property
    def executable(self) -> Path:
        """The clone's `sandbox` executable."""
        return self.root / ".sandbox" / "venv" / "bin" / "sandbox"

    def sandbox(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run `sandbox` with these arguments and return its result."""
        return self.run(str(self.executable), *arguments, **more)

    def output_of(self, *arguments: str, **more: str) -> str:
        """Run `sandbox`, assert that it succeeds, and return its stdout."""
        done = self.sandbox(*arguments, **more)
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def refusal_of(self, *arguments: str, **more: str) -> str:
        """Run `sandbox`, assert that it fails without a traceback, and return its stderr."""
        done = self.sandbox(*arguments, **more)
        assert done.returncode not in {0, None}, done.stdout[-2000:]
        assert "Traceback" not in done.stderr, done.stderr[-4000:]
        return done.stderr

    def status(self) -> dict[str, Any]:
        """Return `sandbox status --json`."""
        return dict(json.loads(self.output_of("status", "--json")))

    def variables(self, *arguments: str) -> dict[str, str]:
        """Return the environment of a shell after `eval "$(sandbox env ...)"`."""
        line = f'eval "$({self.executable} env {" ".join(arguments)})" && env -0'
        done = self.run("sh", "-c", line)
        assert done.returncode == 0, done.stderr
        return dict(pair.split("=", 1) for pair in done.stdout.split("\0") if "=" in pair)

    def processes(self) -> list[psutil.Process]:
        """Return the running processes of this clone's sandbox."""
        mark = str(self.root / ".sandbox")
        return [process for process in psutil.process_iter() if process.pid != os.getpid() and _is_of(process, mark)]


def _is_of(process: psutil.Process, mark: str) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and any(mark in part for part in process.cmdline())
    except psutil.Error:
        return False


def fresh_clone(folder: Path, **more: str) -> Clone:
    """Clone the repository into the folder, with an empty HOME and shared caches of downloads and builds."""
    home, root = folder / "home", folder / "clone"
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(CLONE), str(root)], check=True)
    give_port(root)
    kept = {name: value for name, value in os.environ.items() if name.startswith(MACHINE)}
    user_home = Path.home()
    shared = {
        "HOME": str(home),
        "CAUSEWAY_CACHE": str(settings.read({}).cache),
        "UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(user_home / ".cache" / "uv")),
        "PYENV_ROOT": os.environ.get("PYENV_ROOT", str(user_home / ".pyenv")),
    }
    return Clone(root, {**kept, **shared, **more})


def give_port(project: Path) -> None:
    """Record a port for a project's engine: projects of two test processes may start at the same moment."""
    state = project / ".sandbox"
    state.mkdir(exist_ok=True)
    (state / "port").write_text(str(ports.any_free()))


def make_sandbox_up(clone: Clone, *arguments: str) -> str:
    """Run `make sandbox-up`, assert that it succeeds, and return its output."""
    done = clone.run("make", "sandbox-up", f"ARGS={' '.join(arguments)}")
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout + done.stderr


GIFTS = """  gifts:
    email: aws+gifts@kiosk.example
    cost_centre: "4106"
    budget: 1000
    vpc: {cidr: 10.37.0.0/20, tiers: {app: 24, data: 26}}
    table: departments

endpoints:"""


def with_a_department(text: str) -> str:
    """Return the text of the small estate with another department."""
    return text.replace("departments: [mobile]", "departments: [mobile, gifts]", 1).replace("endpoints:", GIFTS, 1)
