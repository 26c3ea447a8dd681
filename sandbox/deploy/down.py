"""End the sandbox's processes, with or without its state."""

from __future__ import annotations

import shutil
from enum import Enum

from sandbox import engine
from sandbox.deploy import checkpoint, deployment, environment, lock, program_host, recovery
from sandbox.deploy.up import Notify
from sandbox.provider import install as provider
from sandbox.settings import Settings

WIPED = ("engine", "logs", "plans", "plan-cache")
"""Folders of .sandbox/ that `reset` removes; environments, passphrase and BGP keys stay."""


class Ended(Enum):
    """The result of `down`."""

    NOTHING = "no engine was running"
    STOPPED = "the engine was stopped, and its state is gone"
    DETACHED = "the engine is attached and keeps running with its state"


def down(settings: Settings, notify: Notify) -> Ended:
    """End every process that `up` started; Pulumi's state stays, so that the next `up` can report what is gone."""
    with lock.held(settings.state, "down"):
        return _stop(settings, notify)


def reset(settings: Settings, notify: Notify) -> None:
    """End every process that `up` started and remove all stacks, those of other Pulumi projects too."""
    with lock.held(settings.state, "reset"):
        _stop(settings, notify)
        checkpoint.discard_all(settings.state)
        deployment.forget(settings.state)
        for name in WIPED:
            shutil.rmtree(settings.state / name, ignore_errors=True)
        shutil.rmtree(environment.home(settings.state), ignore_errors=True)


def _stop(settings: Settings, notify: Notify) -> Ended:
    recovery.end_orphans(settings.state)
    recovery.clear_locks(settings.state)
    form = engine.stop(settings, notify)
    program_host.stop(settings.state)
    provider.stop(environment.home(settings.state))
    if form is None:
        return Ended.NOTHING
    return Ended.DETACHED if form == "attach" else Ended.STOPPED
