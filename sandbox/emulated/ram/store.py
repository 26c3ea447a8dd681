"""Where do shares and invitations live? One store for all accounts and regions, as a share joins two of each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute

from sandbox.emulated.ram.model import Invitation, ResourceShare


class RamStore(BaseStore):
    """The state of RAM: the same for whoever asks."""

    SHARES: dict[str, ResourceShare] = CrossAccountAttribute(default=dict)
    INVITATIONS: dict[str, Invitation] = CrossAccountAttribute(default=dict)
    ORGANIZATIONS: set[str] = CrossAccountAttribute(default=set)
    """Ids of the organizations whose management account enabled sharing."""
    PERMISSIONS: dict[str, Any] = CrossAccountAttribute(default=dict)


_stores = AccountRegionBundle("ram", RamStore)


def store() -> RamStore:
    """The one store."""
    return _stores["000000000000"]["us-east-1"]


def all_shares() -> Collection[ResourceShare]:
    """Every share of every account, in the order of creation."""
    return store().SHARES.values()
