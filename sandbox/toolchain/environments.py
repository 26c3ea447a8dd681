"""LocalStack's own Python environment: from the lock, by hash, with our plugin in it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from filelock import FileLock
from uv import find_uv_bin

from sandbox.settings import CLONE, Settings
from sandbox.toolchain.command import require_room, run
from sandbox.toolchain.content import key
from sandbox.toolchain.model import Say

LOCKS = CLONE / "locks"
PLUGIN = CLONE / "sandbox" / "emulated"
NEEDED_MB = 600
MARK = "causeway-key"


def engine_python(settings: Settings, say: Say) -> Path:
    """The interpreter of an environment that holds LocalStack and our plugin; made when absent or outdated."""
    folder = settings.state / "engine-env"
    python = folder / "bin" / "python"
    wanted = _wanted()
    if _has(folder, wanted):
        return python
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name("engine-env.lock")):
        if not _has(folder, wanted):
            say("installing LocalStack")
            _make(folder, python)
            (folder / MARK).write_text(wanted)
    return python


def engine_environment_is_current(settings: Settings) -> bool:
    """Whether the environment is there and made from the present lock."""
    return _has(settings.state / "engine-env", _wanted())


def _make(folder: Path, python: Path) -> None:
    """Built in place, not moved there: an environment's scripts hold its path. The mark comes last."""
    require_room(folder, NEEDED_MB)
    shutil.rmtree(folder, ignore_errors=True)
    uv = find_uv_bin()
    run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], where=CLONE, environment=environment())
    install = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        str(python),
        "--build-constraints",
        str(LOCKS / "build.txt"),
    ]
    run(
        [*install, "--require-hashes", "--no-deps", "-r", str(LOCKS / "engine.txt")],
        where=CLONE,
        environment=environment(),
    )
    run([*install, "--no-deps", "--editable", str(PLUGIN)], where=CLONE, environment=environment())


def environment() -> dict[str, str]:
    """The environment for uv: nothing that points it at another project's environment or configuration."""
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"}}
    return {"UV_SYSTEM_CERTS": "1"} | kept | {"UV_PYTHON_DOWNLOADS": "never"}


def _wanted() -> str:
    return key(
        (LOCKS / "engine.txt").read_bytes(),
        (LOCKS / "build.txt").read_bytes(),
        (PLUGIN / "pyproject.toml").read_bytes(),
        str(CLONE),
        sys.version,
    )


def _has(folder: Path, wanted: str) -> bool:
    mark = folder / MARK
    return mark.is_file() and mark.read_text() == wanted
