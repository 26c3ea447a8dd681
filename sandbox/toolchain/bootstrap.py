"""From a bare machine to `.sandbox/venv`: uv, Python 3.13 and this project, from the locks, by hash.

Runs by itself (`python3 sandbox/toolchain/bootstrap.py [--tests]`) on any Python from 3.9 with its standard library;
nothing else of the project is imported, as nothing of it is installed yet.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator  # noqa: UP035 - Python 3.9 reads this file

CLONE = Path(__file__).resolve().parents[2]
STATE = CLONE / ".sandbox"
LOCKS = CLONE / "locks"
VENV = STATE / "venv"
MARK = VENV / "causeway-key"
PYTHON = "3.13"
OLDEST_UV = (0, 8, 0)
"""The first releases whose build constraints are held to their hashes are older than this."""


class CannotBootstrap(Exception):
    """A sentence of what is missing, and what to type next."""


def main() -> int:
    """Make or renew the environment; print nothing where there is nothing to do."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tests", action="store_true", help="with what the tests need")
    tests = options.parse_args().tests
    try:
        with locked(STATE / "venv.lock"):
            bootstrap(tests=tests)
    except CannotBootstrap as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def bootstrap(*, tests: bool) -> None:
    """Renew `.sandbox/venv` unless it was made from the present locks."""
    names = ("project", "test") if tests else ("project",)
    have = MARK.read_text().split() if MARK.is_file() else []
    if have and key(*have[:-1]) == have[-1] and set(names) <= set(have[:-1]):
        return
    uv = find_uv()
    python = find_python(uv)
    say("installing the project")
    shutil.rmtree(VENV, ignore_errors=True)
    run([uv, "venv", "--quiet", "--python", python, str(VENV)])
    install = [uv, "pip", "install", "--quiet", "--python", str(VENV / "bin" / "python")]
    install += ["--build-constraints", str(LOCKS / "build.txt")]
    run([*install, "--require-hashes", "--no-deps", "-r", str(LOCKS / f"{names[-1]}.txt")])
    run([*install, "--no-deps", "--editable", str(CLONE)])
    MARK.write_text(" ".join([*names, key(*names)]))


def find_uv() -> str:
    """The uv on PATH if it is new enough, else one of our own, by pip and by hash."""
    for candidate in (shutil.which("uv"), str(STATE / "uv" / "bin" / "uv")):
        if candidate and uv_version(candidate) >= OLDEST_UV:
            return candidate
    say("fetching uv")
    home = STATE / "uv"
    shutil.rmtree(home, ignore_errors=True)
    without_pip = "Install uv, or Python's venv module (on Debian: `apt-get install python3-venv`), then run it again."
    run([sys.executable, "-m", "venv", str(home)], without_pip)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(LOCKS / "bootstrap.txt")], "Look at the network, then run it again.")
    return str(home / "bin" / "uv")


def uv_version(uv: str) -> tuple[int, ...]:
    """Its version; empty where it does not run, as the shim of a version manager may not."""
    try:
        said = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout.split()
    except OSError:
        return ()
    numbers = said[1].split(".") if len(said) > 1 else []
    return tuple(int(number) for number in numbers if number.isdigit())


def find_python(uv: str) -> str:
    """CPython 3.13: on PATH, among pyenv's versions (uv does not see those behind its shims), else fetched by uv."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates = [sys.executable, shutil.which(f"python{PYTHON}")]
    candidates += [str(path) for path in sorted(pyenv.glob(f"{PYTHON}*/bin/python"), reverse=True)]
    for candidate in candidates:
        if candidate and is_wanted(candidate):
            return candidate
    say(f"fetching Python {PYTHON}")
    run([uv, "python", "install", PYTHON], f"Install Python {PYTHON} yourself, then run it again.")
    return run([uv, "python", "find", PYTHON]).strip()


def is_wanted(python: str) -> bool:
    """Whether the interpreter runs and is a CPython of the wanted version."""
    ask = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
    try:
        said = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    return said.split() == ["cpython", PYTHON]


def key(*names: str) -> str:
    """A digest of all that the environment is made from."""
    files = [LOCKS / f"{name}.txt" for name in (*names, "build")] + [CLONE / "pyproject.toml"]
    digest = hashlib.sha256(str(CLONE).encode())
    for file in files:
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


def run(command: list[str], next_step: str = "Mend what it says, then run it again.") -> str:
    """Run to the end, or say what it said."""
    environment = {"UV_SYSTEM_CERTS": "1"}  # as pip does: a company's own authorities count
    environment.update(item for item in os.environ.items() if item[0] not in ("VIRTUAL_ENV", "PYTHONHOME"))
    done = subprocess.run(command, cwd=CLONE, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        raise CannotBootstrap(f"`{' '.join(command[:4])}` failed: {said}\n{next_step}")
    return done.stdout


def say(what: str) -> None:
    """One line of progress."""
    sys.stderr.write(f"{what}\n")
    sys.stderr.flush()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """One at a time in this clone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
