"""Install the peers under .sandbox/peers, from the lock files beside this module.

Run it with `python -m tests.fuzz.peers.install`.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from sandbox.toolchain.bootstrap import STATE, find_uv, locked

HERE = Path(__file__).parent
HOME = STATE / "peers"
NODE_HOME = HOME / "node"
PYTHON = HOME / "python" / "bin" / "python"

_OUTPUT_LENGTH = 800
"""Characters of a failed command's output in the message: its last lines, which have the cause."""


class NodeNotFoundError(RuntimeError):
    """Node or npm is not installed."""

    def __init__(self) -> None:
        super().__init__("Node and npm are not installed: on Debian, `apt-get install nodejs npm`, then run it again")


class InstallationError(RuntimeError):
    """A package client failed; the message has its output."""


def node_peers() -> Path:
    """Return the folder with the peers that run on Node; raises NodeNotFoundError."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise NodeNotFoundError
    files = [HERE / "package.json", HERE / "package-lock.json"]
    with locked(HOME / "node.lock"):
        if _stale(NODE_HOME, files):
            NODE_HOME.mkdir(parents=True)
            for file in files:
                shutil.copy(file, NODE_HOME)
            _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"], NODE_HOME)
            _mark(NODE_HOME, files)
    return NODE_HOME


def python_peers() -> Path:
    """Return the interpreter of the environment with the peers in Python."""
    return python_environment(PYTHON.parent.parent, HERE / "requirements.txt")


def python_environment(home: Path, requirements: Path) -> Path:
    """Return the interpreter of an environment with pinned packages, made where it is missing or outdated."""
    python = home / "bin" / "python"
    with locked(home.with_suffix(".lock")):
        if _stale(home, [requirements]):
            uv = find_uv()
            _run([uv, "venv", "--quiet", "--python", sys.executable, str(home)], HERE)
            install = [uv, "pip", "install", "--quiet", "--python", str(python), "--require-hashes"]
            _run([*install, "-r", str(requirements)], HERE)
            _mark(home, [requirements])
    return python


def _key(files: list[Path]) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _stale(home: Path, files: list[Path]) -> bool:
    """Return whether the installation is outdated, and delete it if so."""
    mark = home / "causeway-key"
    if mark.is_file() and mark.read_text() == _key(files):
        return False
    shutil.rmtree(home, ignore_errors=True)
    return True


def _mark(home: Path, files: list[Path]) -> None:
    (home / "causeway-key").write_text(_key(files))


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InstallationError(
            f"`{' '.join(command[:3])}` failed: {(done.stderr or done.stdout).strip()[-_OUTPUT_LENGTH:]}"
        )


if __name__ == "__main__":
    sys.stdout.write(f"{python_peers()}\n{node_peers()}\n")
