"""One command at a time changes a clone's sandbox."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sandbox.deploy.errors import UpdateRunning


@contextmanager
def held(state: Path, command: str) -> Iterator[None]:
    """Hold the clone; the operating system lets go of it when the process dies, however it dies."""
    state.mkdir(parents=True, exist_ok=True)
    holder = state / "lock.holder"
    try:
        with FileLock(state / "lock", timeout=0):
            holder.write_text(f"`sandbox {command}`, process {os.getpid()}")
            yield
            holder.unlink(missing_ok=True)
    except Timeout as error:
        raise UpdateRunning(holder.read_text() if holder.exists() else "starting") from error
