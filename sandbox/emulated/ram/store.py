"""RAM's state in the engine, and the lock that its calls take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute

from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.state import RamState


class RamStore(BaseStore):
    """The state of RAM: the same for every caller."""

    STATE: RamState = CrossAccountAttribute(default=RamState)


_stores = AccountRegionBundle("ram", RamStore)
_LOCK = RLock()


def state() -> RamState:
    """Return the state without its lock, for other services that read it."""
    found: RamState = _stores["000000000000"]["us-east-1"].STATE
    return found


@contextmanager
def open_state(_call: RamCall) -> Iterator[RamState]:
    """Lock the state: two calls that change the same share must not overwrite each other's change."""
    with _LOCK:
        yield state()
