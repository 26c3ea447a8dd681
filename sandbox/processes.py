"""Processes that the sandbox starts: which project a process belongs to, and how it is started and ended."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

_RESET_INTERRUPT = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])"
)


def belongs(named: str, here: Path) -> bool:
    """Return whether a process that was started with the folder `named` belongs to the folder `here`.

    It does when both are one folder, and when `named` no longer exists: then the project was moved to `here`.
    A copy of a project holds the original's process ids; there `named` still exists and is another folder.
    """
    folder = Path(named)
    return not folder.exists() or (here.exists() and folder.samefile(here))


def interruptible(command: Sequence[str]) -> list[str]:
    """Return the command such that SIGINT reaches it, also where this process inherited SIGINT as ignored.

    A shell starts background jobs with SIGINT ignored, and children inherit that. The command is then executed by a
    Python that resets the signal first; `preexec_fn` is not safe in a process with threads.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return [sys.executable, "-IS", "-c", _RESET_INTERRUPT, *command]
    return list(command)


def end(terminate: Sequence[psutil.Process], kill: Sequence[psutil.Process] = (), *, timeout_seconds: float) -> None:
    """Send SIGTERM to some processes and SIGKILL to others; kill those that still run after the timeout."""
    for process in terminate:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _kill(kill)
    _, alive = psutil.wait_procs([*terminate, *kill], timeout=timeout_seconds)
    _kill(alive)


def _kill(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
