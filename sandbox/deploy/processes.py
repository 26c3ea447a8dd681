"""How do processes of ours end? Asked, or at once; and one that ends by itself meanwhile has ended well."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import psutil


def end(asked: Sequence[psutil.Process], at_once: Sequence[psutil.Process] = (), *, patience: float) -> None:
    """Ask some to end and kill others; after `patience` seconds kill those that still run."""
    for process in asked:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _kill(at_once)
    _, alive = psutil.wait_procs([*asked, *at_once], timeout=patience)
    _kill(alive)


def _kill(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
