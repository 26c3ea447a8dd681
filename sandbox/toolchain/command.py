"""Runs a tool, and says its failure as an error of this room."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from sandbox.toolchain.errors import NoSpaceLeft, ToolFailed

LAST_LINES = 12
ROOM_NEEDED_MB = 1500
_NO_SPACE = os.strerror(errno.ENOSPC).lower()


def run(command: list[str], *, where: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run to the end and give standard output; `where` is the folder it works in.

    Raises ToolFailed with what it said last, NoSpaceLeft where that was a full disk.
    """
    done = subprocess.run(
        command, cwd=where, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode == 0:
        return done.stdout
    said = (done.stderr or done.stdout).strip()
    if _NO_SPACE in said.lower():
        raise NoSpaceLeft(where, ROOM_NEEDED_MB)
    raise ToolFailed(command, done.returncode, "\n".join(said.splitlines()[-LAST_LINES:]))


def require_room(folder: Path, needed_mb: int) -> None:
    """Refuse at once what would fail half way for want of space."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if shutil.disk_usage(existing).free < needed_mb * 1024 * 1024:
        raise NoSpaceLeft(folder, needed_mb)
