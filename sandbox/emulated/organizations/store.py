"""Where the state of all organizations lives in the engine, and the lock that its changes take."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import RLock

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute

from sandbox.emulated.organizations.rules import accounts, handshakes, policy_types, transfers
from sandbox.emulated.organizations.rules.model import OrganizationsState

LOCK = RLock()


class OrganizationsStore(BaseStore):
    """One world for all accounts and Regions."""

    world: OrganizationsState = CrossAccountAttribute(default=OrganizationsState)


organizations_stores = AccountRegionBundle("organizations", OrganizationsStore, validate=False)


def now() -> datetime:
    """The engine's clock; the rules take theirs from the caller."""
    return datetime.now(UTC)


def world() -> OrganizationsState:
    """The world as it was last left; take the lock first."""
    left: OrganizationsState = organizations_stores["000000000000"]["us-east-1"].world
    return left


def current_world(moment: datetime) -> OrganizationsState:
    """The world, with everything done whose time has come; take the lock first."""
    current = world()
    for organization in current.organizations.values():
        policy_types.settle(organization, moment)
        accounts.settle(current, organization, moment)
    handshakes.settle(current, moment)
    transfers.settle(current, moment)
    return current
