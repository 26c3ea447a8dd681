"""Take the sandbox down, or wipe it out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from enum import Enum

from sandbox import engine, provider
from sandbox.deploy import checkpoint, environment, lock, recovery, warm
from sandbox.settings import Settings

WIPED = ("engine", "logs", "plans")
"""Folders of .sandbox/ that `reset` empties; environments, passphrase and BGP keys stay."""


class Ended(Enum):
    """What `down` found, and what became of it."""

    NOTHING = "nothing ran"
    GONE = "the engine is gone, and what it held with it"
    LET_GO = "the engine runs on, with what it holds"


def down(settings: Settings, say: Callable[[str], None]) -> Ended:
    """End every process that `up` started; the state stays, so that the next `up` can say what is gone."""
    with lock.held(settings.state, "down"):
        return _stop(settings, say)


def reset(settings: Settings, say: Callable[[str], None]) -> None:
    """Forget everything that was ever deployed from this clone."""
    with lock.held(settings.state, "reset"):
        _stop(settings, say)
        checkpoint.drop(settings.state)
        for name in WIPED:
            shutil.rmtree(settings.state / name, ignore_errors=True)
        shutil.rmtree(environment.home(settings.state), ignore_errors=True)


def _stop(settings: Settings, say: Callable[[str], None]) -> Ended:
    recovery.end_orphans(settings.state)
    recovery.clear_locks(settings.state)
    form = engine.stop(settings, say)
    warm.stop(settings.state)
    provider.stop(environment.home(settings.state))
    if form is None:
        return Ended.NOTHING
    return Ended.LET_GO if form == "attach" else Ended.GONE
