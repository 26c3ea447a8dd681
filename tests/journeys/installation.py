"""The wheel in an empty environment outside the clone, and commands that run there."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sandbox import settings
from tests.journeys.clone import MACHINE
from tests.repository import CLONE


@dataclass(frozen=True)
class Installation:
    """A Python environment with causeway installed."""

    environment: Path
    home: Path

    def run(self, folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder with the environment's programs first on PATH; return its result."""
        return subprocess.run(
            command,
            cwd=folder,
            env={**self._variables(), **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=10 * 60,
        )

    def succeeds(self, folder: Path, *command: str, **more: str) -> str:
        """Run a command, assert that it succeeds, and return its stdout."""
        done = self.run(folder, *command, **more)
        assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout

    def refuses(self, folder: Path, *command: str) -> str:
        """Run a command, assert that it fails without a traceback, and return its output."""
        done = self.run(folder, *command)
        printed = done.stdout + done.stderr
        assert done.returncode != 0, printed[-3000:]
        assert "Traceback" not in printed, printed[-3000:]
        return printed

    def _variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name.startswith(MACHINE)}
        return {
            **kept,
            "PATH": f"{self.environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "COLUMNS": "200",
            "CAUSEWAY_CACHE": str(settings.user_cache()),
            "UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(Path.home() / ".cache" / "uv")),
            "PYENV_ROOT": os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv")),
        }


def build_wheel(folder: Path) -> Path:
    """Build the wheel from this checkout with the installed hatchling."""
    _uv("build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", str(folder), str(CLONE))
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path, python: str, extra: str = "") -> Installation:
    """Install the wheel, with an extra where one is named, into a new environment of a Python."""
    environment, home = folder / "environment", folder / "home"
    home.mkdir(parents=True)
    _uv("venv", "--python", python, str(environment))
    target = ("--python", str(environment / "bin" / "python"))
    locked = ("--constraint", str(CLONE / "locks" / "project.txt"))  # so that a cache can be used
    _uv("pip", "install", *target, *locked, f"causeway{extra} @ {wheel.as_uri()}")
    return Installation(environment, home)


def oldest_python() -> str:
    """Return a Python 3.12 if this machine has one, else the interpreter of the tests."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    return str(next(iter(sorted(pyenv.glob("3.12*/bin/python"))), sys.executable))


def _uv(*arguments: str) -> None:
    uv = Path(sys.executable).parent / "uv"
    done = subprocess.run([str(uv), "--quiet", *arguments], cwd=CLONE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
