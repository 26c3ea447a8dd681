"""The events in the engine, the same for every account, and their lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute

from sandbox.emulated.health.model import HealthState

_LOCK = RLock()
NO_ACCOUNT = "000000000000"


class HealthStore(BaseStore):
    """One list of events: each names the accounts that it affects."""

    HEALTH: HealthState = CrossAccountAttribute(default=HealthState)


_stores = AccountRegionBundle("health", HealthStore, validate=False)


@contextmanager
def open_state(_call: Any = None) -> Iterator[HealthState]:
    """Lock the events."""
    with _LOCK:
        yield _stores[NO_ACCOUNT]["us-east-1"].HEALTH
