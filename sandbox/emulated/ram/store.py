"""Where do shares and invitations live? One store for all accounts and regions, as a share joins two of each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from threading import RLock

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.admission import malformed
from sandbox.emulated.ram.model import Invitation, ResourceShare
from sandbox.emulated.ram.permission_model import Permission, ReplacementWork


class RamStore(BaseStore):
    """The state of RAM: the same for whoever asks."""

    SHARES: dict[str, ResourceShare] = CrossAccountAttribute(default=dict)
    INVITATIONS: dict[str, Invitation] = CrossAccountAttribute(default=dict)
    PERMISSIONS: dict[str, Permission] = CrossAccountAttribute(default=dict)
    WORKS: dict[str, ReplacementWork] = CrossAccountAttribute(default=dict)
    TOKENS: dict[tuple[str, str, str], tuple[str, str]] = CrossAccountAttribute(default=dict)
    """(account, operation, client token) -> (the request as text, ARN of what it made)."""


_stores = AccountRegionBundle("ram", RamStore)


def store() -> RamStore:
    """The one store."""
    return _stores["000000000000"]["us-east-1"]


_LOCK = RLock()


def alone[**Given, Answer](function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """One change at a time: two requests that change the same share must not undo each other."""

    @wraps(function)
    def wait(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with _LOCK:
            return function(*args, **kwargs)

    return wait


def all_shares() -> Collection[ResourceShare]:
    """Every share of every account, in the order of creation."""
    return list(store().SHARES.values())


def keep(share: ResourceShare) -> ResourceShare:
    """Store the share as it is now."""
    store().SHARES[share.arn] = share
    return share


def own_share(arn: str, account: str) -> ResourceShare:
    """The live share of that ARN; only its owner finds it."""
    if not arn.startswith("arn:"):
        raise malformed(arn)
    share = store().SHARES.get(arn)
    if share is None or share.owner != account or not share.live:
        raise AwsError("UnknownResourceException", f"ResourceShare {arn} could not be found.")
    return share
