"""The state of all organizations in the engine, and the lock that its calls take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import RLock

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute

from sandbox.emulated.organizations.rules import accounts, handshakes, policy_types, transfers
from sandbox.emulated.organizations.rules.model import OrganizationsState
from sandbox.emulated.service_call import Call, engine_clock

_LOCK = RLock()


class OrganizationsStore(BaseStore):
    """One state for all accounts and Regions."""

    STATE: OrganizationsState = CrossAccountAttribute(default=OrganizationsState)


_stores = AccountRegionBundle("organizations", OrganizationsStore, validate=False)


@contextmanager
def locked_state(now: datetime | None = None, *, settled: bool = True) -> Iterator[OrganizationsState]:
    """Lock the state to read it, and make every transition that is due at the moment, which is now by default."""
    with _LOCK:
        moment = now or engine_clock()
        state: OrganizationsState = _stores["000000000000"]["us-east-1"].STATE
        if settled:
            _settle(state, moment)
        yield state


def _settle(state: OrganizationsState, moment: datetime) -> None:
    changed = False
    for organization in list(state.organizations.values()):
        changed |= policy_types.settle(organization, moment)
        changed |= accounts.settle(state, organization, moment)
    if changed:
        state.version += 1
    handshakes.settle(state, moment)
    transfers.settle(state, moment)


@contextmanager
def open_state(call: Call) -> Iterator[OrganizationsState]:
    """Lock the state at the moment of the call, which may change it."""
    with locked_state(call.now) as state:
        try:
            yield state
        finally:
            state.version += 1
