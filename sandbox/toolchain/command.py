"""Run a tool; a failure is an error of the toolchain."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from sandbox.toolchain.errors import NoSpaceLeft, ToolFailed

LAST_LINES = 12
SPACE_NEEDED_MB = 1500
_NO_SPACE = os.strerror(errno.ENOSPC).lower()


def run(command: list[str], *, where: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run to the end in the folder `where` and return standard output.

    Raises ToolFailed with the last lines of its output, NoSpaceLeft for a full disk.
    """
    done = subprocess.run(
        command, cwd=where, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode == 0:
        return done.stdout
    output = (done.stderr or done.stdout).strip()
    if _NO_SPACE in output.lower():
        raise NoSpaceLeft(where, SPACE_NEEDED_MB)
    raise ToolFailed(command, done.returncode, "\n".join(output.splitlines()[-LAST_LINES:]))


def require_space(folder: Path, needed_mb: int) -> None:
    """Raise NoSpaceLeft at once, rather than half way, where the disk has too little space."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if shutil.disk_usage(existing).free < needed_mb * 1024 * 1024:
        raise NoSpaceLeft(folder, needed_mb)
