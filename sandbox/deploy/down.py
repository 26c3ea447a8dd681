"""Take the sandbox down, or wipe it out."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from sandbox import engine, provider
from sandbox.deploy import checkpoint, environment, lock, recovery, warm
from sandbox.settings import Settings

WIPED = ("engine", "logs", "plans")
"""Folders of .sandbox/ that `reset` empties; environments, passphrase and BGP keys stay."""


def down(settings: Settings, say: Callable[[str], None]) -> None:
    """End every process that `up` started; the state stays, so that the next `up` can say what is gone."""
    with lock.held(settings.state, "down"):
        _stop(settings, say)


def reset(settings: Settings, say: Callable[[str], None]) -> None:
    """Forget everything that was ever deployed from this clone."""
    with lock.held(settings.state, "reset"):
        _stop(settings, say)
        checkpoint.drop(settings.state)
        for name in WIPED:
            shutil.rmtree(settings.state / name, ignore_errors=True)
        shutil.rmtree(environment.home(settings.state), ignore_errors=True)


def _stop(settings: Settings, say: Callable[[str], None]) -> None:
    recovery.end_orphans(settings.state)
    recovery.clear_locks(settings.state)
    engine.stop(settings, say)
    warm.stop(settings.state)
    provider.stop(environment.home(settings.state))
