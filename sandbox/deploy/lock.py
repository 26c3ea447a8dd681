"""The lock that lets one command at a time change a project's sandbox."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sandbox.deploy.errors import UpdateRunning


@contextmanager
def held(state: Path, command: str) -> Iterator[None]:
    """Hold the lock; the operating system releases it when the process ends. Raises UpdateRunning."""
    state.mkdir(parents=True, exist_ok=True)
    holder = state / "lock.holder"
    try:
        with FileLock(state / "lock", timeout=0):
            holder.write_text(f"`sandbox {command}`, process {os.getpid()}")
            yield
            holder.unlink(missing_ok=True)
    except Timeout as error:
        raise UpdateRunning(holder.read_text() if holder.exists() else "starting") from error
