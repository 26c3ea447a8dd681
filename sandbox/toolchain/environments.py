"""LocalStack's own Python environment: from the lock, by hash, with our plugin in it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import psutil
from filelock import FileLock
from uv import find_uv_bin

from sandbox.package_data import PACKAGE, locks
from sandbox.settings import Settings
from sandbox.toolchain.command import require_room, run
from sandbox.toolchain.content import key
from sandbox.toolchain.model import Say

PLUGIN = PACKAGE / "emulated"
PREFIX = "engine-env-"
NEEDED_MB = 600
RECIPE = "2"
"""Changes with what `_make` does, so that environments made before are made anew."""


def engine_python(settings: Settings, say: Say) -> Path:
    """The interpreter of an environment that holds LocalStack and our plugin; made when absent or outdated."""
    folder = engine_folder(settings)
    if not _finished(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f"{PREFIX}lock"):
            if not _finished(folder):
                say("installing LocalStack")
                _make(folder)
                _remove_outdated(folder)
    return folder / "bin" / "python"


def engine_environment_is_current(settings: Settings) -> bool:
    """Whether the environment is there and made from the present lock."""
    return _finished(engine_folder(settings))


def engine_folder(settings: Settings) -> Path:
    """Where the environment lies: named by what it is made from, so that a newer one never changes a running engine."""
    made_from = key(
        (locks() / "engine.txt").read_bytes(),
        (locks() / "build.txt").read_bytes(),
        (PLUGIN / "pyproject.toml").read_bytes(),
        str(PACKAGE),
        sys.version,
        RECIPE,
    )
    return settings.state / f"{PREFIX}{made_from}"


def static_files(folder: Path) -> Path:
    """What LocalStack looks for under `/usr` of its file system root."""
    return folder / "static" / "usr"


def _make(folder: Path) -> None:
    """Built in place, for an environment's scripts hold its path; the mark that it is finished comes last."""
    require_room(folder, NEEDED_MB)
    shutil.rmtree(folder, ignore_errors=True)
    uv, python = find_uv_bin(), folder / "bin" / "python"
    _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)])
    install = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        str(python),
        "--build-constraints",
        str(locks() / "build.txt"),
    ]
    _run([*install, "--require-hashes", "--no-deps", "-r", str(locks() / "engine.txt")])
    _run([*install, "--no-deps", "--editable", str(PLUGIN)])
    _index_services(folder, python)
    _mark(folder).touch()


def _index_services(folder: Path, python: Path) -> None:
    """Build LocalStack's index of all AWS services now: at each start it would cost 5 s and 300 MB."""
    (static_files(folder) / "lib" / "localstack").mkdir(parents=True)
    root = {"FILESYSTEM_ROOT": str(folder / "static"), "OVERRIDE_IN_DOCKER": "0", "DISABLE_EVENTS": "1"}
    run([str(python), "-m", "localstack.aws.spec"], where=folder, environment={**os.environ, **root})


def _run(command: list[str]) -> None:
    """With nothing in the environment that points uv at another project."""
    foreign = {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"}
    caller = {name: value for name, value in os.environ.items() if name not in foreign}
    # As pip does, a company's own certificate authorities count.
    run(command, where=PACKAGE, environment={"UV_SYSTEM_CERTS": "1", **caller, "UV_PYTHON_DOWNLOADS": "never"})


def _remove_outdated(current: Path) -> None:
    """Environments of earlier locks, but for those that something still runs in."""
    running = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    for folder in current.parent.glob(f"{PREFIX}*"):
        if folder.is_dir() and folder != current and not any(str(folder) in line for line in running):
            shutil.rmtree(folder, ignore_errors=True)


def _mark(folder: Path) -> Path:
    return folder / "finished"


def _finished(folder: Path) -> bool:
    return _mark(folder).is_file()
