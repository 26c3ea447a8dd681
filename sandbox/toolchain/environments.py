"""LocalStack's own Python environment: from the lock, by hash, with our plugin in it.

It has Python 3.13 whatever Python the sandbox itself runs on: the last free LocalStack needs that version.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import psutil
from filelock import FileLock
from uv import find_uv_bin

from sandbox.authorization.service_reference import write_reference
from sandbox.facts.action_catalogue import catalogue
from sandbox.package_data import PACKAGE, locks
from sandbox.settings import Settings
from sandbox.toolchain import bootstrap, engine_plugin
from sandbox.toolchain.command import require_space, run
from sandbox.toolchain.content import key
from sandbox.toolchain.errors import NoInterpreter
from sandbox.toolchain.model import Notify

PREFIX = "engine-env-"
SERVICE_REFERENCE = "service-reference"
"""Folder of the actions and resource types by which the engine authorizes calls."""
NEEDED_MB = 600
RECIPE = "6"
"""Change it together with `_make`, so that existing environments are made again."""


def engine_python(settings: Settings, notify: Notify) -> Path:
    """Return the interpreter of an environment with LocalStack and our plugin; make it when absent or outdated."""
    folder = engine_folder(settings)
    if not _finished(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f"{PREFIX}lock"):
            if not _finished(folder):
                notify("installing LocalStack")
                _make(folder)
                _remove_outdated(folder)
    return _python(folder)


def engine_environment_is_current(settings: Settings) -> bool:
    """Return whether the environment exists and was made from the present lock."""
    return _finished(engine_folder(settings))


def engine_folder(settings: Settings) -> Path:
    """Return the environment's folder, named by its contents: a newer one never changes a running engine."""
    made_from = key(
        (locks() / "engine.txt").read_bytes(),
        (locks() / "build.txt").read_bytes(),
        str(engine_plugin.ENTRY_POINTS),
        str(PACKAGE),
        bootstrap.PYTHON,
        RECIPE,
    )
    return settings.state / f"{PREFIX}{made_from}"


def static_files(folder: Path) -> Path:
    """Return the folder that LocalStack uses as `/usr` of its file system root."""
    return folder / "static" / "usr"


def _make(folder: Path) -> None:
    """Build the environment in place, since its scripts contain their path; the mark that it is complete comes last."""
    require_space(folder, NEEDED_MB)
    shutil.rmtree(folder, ignore_errors=True)
    uv, python = find_uv_bin(), _python(folder)
    _run([uv, "venv", "--quiet", "--python", _interpreter(uv), str(folder)])
    install = [uv, "pip", "install", "--quiet", "--python", str(python)]
    install += ["--build-constraints", str(locks() / "build.txt")]
    _run([*install, "--require-hashes", "--no-deps", "-r", str(locks() / "engine.txt")])
    engine_plugin.install(folder / "lib" / f"python{bootstrap.PYTHON}" / "site-packages")
    _index_services(folder, python)
    write_reference(folder / SERVICE_REFERENCE, catalogue().raw)
    _mark(folder).touch()


def _interpreter(uv: str) -> str:
    """Return a CPython 3.13; raises NoInterpreter."""
    try:
        return bootstrap.find_python(uv)
    except bootstrap.CannotBootstrap as error:
        raise NoInterpreter(bootstrap.PYTHON, str(error)) from error


def _index_services(folder: Path, python: Path) -> None:
    """Build LocalStack's index of all AWS services now: otherwise each start takes 5 s and 300 MB more."""
    (static_files(folder) / "lib" / "localstack").mkdir(parents=True)
    root = {"FILESYSTEM_ROOT": str(folder / "static"), "OVERRIDE_IN_DOCKER": "0", "DISABLE_EVENTS": "1"}
    run([str(python), "-m", "localstack.aws.spec"], where=folder, environment={**os.environ, **root})


def _run(command: list[str]) -> None:
    """Run uv without environment variables that select another project."""
    foreign = {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"}
    caller = {name: value for name, value in os.environ.items() if name not in foreign}
    # As in pip, trust a company's own certificate authorities.
    run(command, where=PACKAGE, environment={"UV_SYSTEM_CERTS": "1", **caller, "UV_PYTHON_DOWNLOADS": "never"})


def _remove_outdated(current: Path) -> None:
    """Remove environments of earlier locks, except those in which a process runs."""
    running = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    for folder in current.parent.glob(f"{PREFIX}*"):
        if folder.is_dir() and folder != current and not any(str(folder) in line for line in running):
            shutil.rmtree(folder, ignore_errors=True)


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def _mark(folder: Path) -> Path:
    return folder / "finished"


def _finished(folder: Path) -> bool:
    """Return whether the environment is complete, and the interpreter from which it was made is still installed."""
    return _mark(folder).is_file() and _python(folder).exists()
