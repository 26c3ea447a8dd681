"""Make `.sandbox/venv` on a bare machine: uv, Python 3.13 and this project, from the locks, by hash.

Runs by itself (`python3 sandbox/toolchain/bootstrap.py [--tests]`) on any Python from 3.9 with its standard library;
nothing else of the project is imported, as nothing of it is installed yet.

An environment is built in a folder of its own, and `.sandbox/venv` is a link to the latest: a failure leaves the
environment that was there. Neither uv nor Python is ever taken from an environment under `.sandbox/`, also where
`.sandbox/venv/bin` is first on PATH.
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

CHECKOUT = Path(__file__).resolve().parents[2]
STATE = CHECKOUT / ".sandbox"
LOCKS = CHECKOUT / "locks"
VENV = STATE / "venv"
VENVS = STATE / "venvs"
MARK = "causeway-key"
"""A file in an environment: the locks from which it was made and their digest. It is written last."""
PYTHON = "3.13"
OLDEST_UV = (0, 8, 0)
"""The first release that checks the hashes of build constraints."""
KEY_LENGTH = 16
LAST_LINES = 8
"""Lines of a failed command that are shown."""


class CannotBootstrap(Exception):
    """A requirement that is missing; the message names the next step."""


def main() -> int:
    """Make or renew the environment; print nothing where it is current."""
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
    mark = VENV / MARK
    have = mark.read_text().split() if mark.is_file() else []
    if have and key(*have[:-1]) == have[-1] and set(names) <= set(have[:-1]):
        return
    folder = VENVS / key(*names)
    if not (folder / MARK).is_file():
        try:
            build(folder, names)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    switch(folder)


def build(folder: Path, names: tuple[str, ...]) -> None:
    """Build an environment in its final place, since its scripts contain their path."""
    uv = find_uv()
    python = find_python(uv)
    report("installing the project")
    shutil.rmtree(folder, ignore_errors=True)
    run([uv, "venv", "--quiet", "--python", python, str(folder)])
    install = [uv, "pip", "install", "--quiet", "--python", str(folder / "bin" / "python")]
    install += ["--build-constraints", str(LOCKS / "build.txt")]
    run([*install, "--require-hashes", "--no-deps", "-r", str(LOCKS / f"{names[-1]}.txt")])
    run([*install, "--no-deps", "--editable", str(CHECKOUT)])
    (folder / MARK).write_text(" ".join([*names, key(*names)]))


def switch(folder: Path) -> None:
    """Link `.sandbox/venv` to this environment, and remove those before the one that it replaces.

    The one that is replaced stays until the next time: a command may still run in it.
    """
    replaced = VENV.resolve()
    if VENV.is_dir() and not VENV.is_symlink():  # made by an earlier version
        replaced = VENVS / "replaced"
        shutil.rmtree(replaced, ignore_errors=True)
        VENV.rename(replaced)
    link = STATE / "venv.new"
    with contextlib.suppress(FileNotFoundError):
        link.unlink()
    link.symlink_to(folder.relative_to(STATE))
    link.replace(VENV)
    for other in VENVS.iterdir():
        if other.resolve() not in (folder.resolve(), replaced.resolve()):
            shutil.rmtree(other, ignore_errors=True)


def find_uv() -> str:
    """Return the uv on PATH if it is new enough, else one of our own, by pip and by hash."""
    for candidate in (shutil.which("uv", path=outside_path()), str(STATE / "uv" / "bin" / "uv")):
        if candidate and uv_version(candidate) >= OLDEST_UV:
            return candidate
    report("fetching uv")
    home = STATE / "uv"
    shutil.rmtree(home, ignore_errors=True)
    without_pip = "Install uv, or Python's venv module (on Debian: `apt-get install python3-venv`), then run it again."
    run([own_python(), "-m", "venv", str(home)], without_pip)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(LOCKS / "bootstrap.txt")], "Check the network, then run it again.")
    return str(home / "bin" / "uv")


def uv_version(uv: str) -> tuple[int, ...]:
    """Return the version; empty where uv does not run, as with the shim of a version manager."""
    try:
        words = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout.split()
    except OSError:
        return ()
    numbers = words[1].split(".") if len(words) > 1 else []
    return tuple(int(number) for number in numbers if number.isdigit())


def find_python(uv: str) -> str:
    """Return a CPython 3.13: on PATH, among pyenv's versions (which uv does not find behind the shims), else uv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates = [own_python(), shutil.which(f"python{PYTHON}", path=outside_path())]
    candidates += [str(path) for path in sorted(pyenv.glob(f"{PYTHON}*/bin/python"), reverse=True)]
    for candidate in candidates:
        if candidate and is_wanted(candidate):
            return candidate
    report(f"fetching Python {PYTHON}")
    run([uv, "python", "install", PYTHON], f"Install Python {PYTHON} yourself, then run it again.")
    return run([uv, "python", "find", "--system", PYTHON]).strip()


def own_python() -> str:
    """Return the interpreter of this process; inside an environment, the one from which the environment was made."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    return getattr(sys, "_base_executable", None) or sys.executable


def outside_path() -> str:
    """Return PATH without the folders of our own environments."""
    ours = (str(VENV), str(VENVS), str(VENV.resolve()))
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if not any(inside(Path(folder), Path(own)) for own in ours))


def inside(folder: Path, other: Path) -> bool:
    """Return whether a folder is another one or lies in it, as written and with links followed."""
    return any(other in (each, *each.parents) for each in (folder, folder.resolve()))


def is_wanted(python: str) -> bool:
    """Return whether the interpreter runs and is a CPython of the wanted version."""
    program = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    return answer.split() == ["cpython", PYTHON]


def key(*names: str) -> str:
    """Return a digest of everything from which the environment is made."""
    files = [LOCKS / f"{name}.txt" for name in (*names, "build")] + [CHECKOUT / "pyproject.toml"]
    digest = hashlib.sha256(str(CHECKOUT).encode())
    for file in files:
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()[:KEY_LENGTH]


def run(command: list[str], next_step: str = "Correct what it reports, then run it again.") -> str:
    """Run a command and return its standard output; raises CannotBootstrap with the last lines of a failure."""
    environment = {"UV_SYSTEM_CERTS": "1"}  # as in pip: trust a company's own certificate authorities
    environment.update(item for item in os.environ.items() if item[0] not in ("VIRTUAL_ENV", "PYTHONHOME"))
    environment["PATH"] = outside_path()
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        output = "\n".join((done.stderr or done.stdout).strip().splitlines()[-LAST_LINES:])
        raise CannotBootstrap(f"`{' '.join(command[:4])}` failed: {output}\n{next_step}")
    return done.stdout


def report(what: str) -> None:
    """Print one line of progress."""
    sys.stderr.write(f"{what}\n")
    sys.stderr.flush()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock, so that one process at a time makes the environment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
