"""A clone of this repository with a HOME of its own, as a person on a fresh machine has it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from sandbox import settings
from tests.repository import CLONE

SMALL = "tests/estates/small.yaml"

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What Pulumi writes into a plan for a value that it cannot know yet."""

MACHINE = ("PATH", "LANG", "TERM", "SSL_", "PIP_", "UV_", "GOPROXY", "GOFLAGS", "GOSUMDB", "GONOSUMDB", "PYENV_ROOT")
"""What belongs to the machine and its network, not to the person."""


@dataclass(frozen=True)
class Running:
    """A `sandbox` command that has not ended yet."""

    process: psutil.Popen
    log: Path

    def until_in_the_middle(self, resources: int = 40) -> None:
        """Wait until it has made some resources."""
        self.until_it_says(": create ", resources)

    def until_it_says(self, text: str, times: int = 1) -> None:
        """Wait until the text was said so many times."""
        deadline = time.monotonic() + 240
        while self.log.read_text().count(text) < times:
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            assert time.monotonic() < deadline, self.log.read_text()[-3000:]
            time.sleep(0.1)

    def end(self) -> tuple[int, str]:
        """Wait for its end: exit status, and all that it said."""
        return self.process.wait(timeout=600), self.log.read_text()


@dataclass(frozen=True)
class Clone:
    """A fresh clone: commands run in it as its owner would type them."""

    root: Path
    environment: dict[str, str]

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run to the end, whatever the end is, with more variables where given."""
        return subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=15 * 60,
        )

    def start(self, *command: str, log: str = "running.log") -> Running:
        """Start `sandbox` with something that the test is going to disturb, in a session of its own."""
        path = self.root / log
        with path.open("w") as file:
            process = psutil.Popen(
                [str(self.executable), *command],
                cwd=self.root,
                env=self.environment,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        return Running(process, path)

    @property
    def executable(self) -> Path:
        """The clone's own `sandbox`."""
        return self.root / ".sandbox" / "venv" / "bin" / "sandbox"

    def sandbox(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run `sandbox` with these arguments, whatever the end is."""
        return self.run(str(self.executable), *arguments, **more)

    def well(self, *arguments: str, **more: str) -> str:
        """Run `sandbox`, expect it to end well, and give its stdout."""
        done = self.sandbox(*arguments, **more)
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def refused(self, *arguments: str, **more: str) -> str:
        """Run `sandbox`, expect a sentence instead of success or a traceback, and give it."""
        done = self.sandbox(*arguments, **more)
        assert done.returncode not in {0, None}, done.stdout[-2000:]
        assert "Traceback" not in done.stderr, done.stderr[-4000:]
        return done.stderr

    def status(self) -> dict[str, Any]:
        """`sandbox status --json`."""
        return dict(json.loads(self.well("status", "--json")))

    def variables(self, *arguments: str) -> dict[str, str]:
        """The environment of a shell after `eval "$(sandbox env ...)"`."""
        line = f'eval "$({self.executable} env {" ".join(arguments)})" && env -0'
        done = self.run("sh", "-c", line)
        assert done.returncode == 0, done.stderr
        return dict(pair.split("=", 1) for pair in done.stdout.split("\0") if "=" in pair)

    def processes(self) -> list[psutil.Process]:
        """Every process that this clone's sandbox started and that still runs."""
        mark = str(self.root / ".sandbox")
        return [
            process for process in psutil.process_iter() if process.pid != os.getpid() and _speaks_of(process, mark)
        ]


def _speaks_of(process: psutil.Process, mark: str) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and any(mark in part for part in process.cmdline())
    except psutil.Error:
        return False


def fresh_clone(folder: Path, **more: str) -> Clone:
    """Clone the repository into the folder, beside an empty HOME; what was downloaded and built once is shared."""
    home, root = folder / "home", folder / "clone"
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(CLONE), str(root)], check=True)
    kept = {name: value for name, value in os.environ.items() if name.startswith(MACHINE)}
    person = Path.home()
    shared = {
        "HOME": str(home),
        "CAUSEWAY_CACHE": str(settings.read({}).cache),
        "UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(person / ".cache" / "uv")),
        "PYENV_ROOT": os.environ.get("PYENV_ROOT", str(person / ".pyenv")),
    }
    return Clone(root, {**kept, **shared, **more})


def brought_up(clone: Clone, *arguments: str) -> str:
    """Type `make sandbox-up`, expect it to end well, and give what it printed."""
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
    """The text of the small estate with one department more."""
    return text.replace("departments: [mobile]", "departments: [mobile, gifts]", 1).replace("endpoints:", GIFTS, 1)
